// What the gateway serves: a folder that it builds from its own clone, for its own URL.
import { join } from 'node:path';
import { build } from '../build.ts';
import type { BuildReport } from '../build-report.ts';
import { createFlatLayout } from '../host/flat-layout.ts';
import type { HostPreset } from '../host/host-preset.ts';
import type { Config } from '../config.ts';
import { contentDigest, createOptions, type Environment } from '../options.ts';
import type { PackageName } from '../package-name.ts';
import type { GitEngine, Oid } from '../source/git-engine.ts';
import { readHistory, readHistoryAfter } from '../source/history.ts';
import type { FolderHistory } from '../source/landing.ts';
import { folderOf } from '../source/package-path.ts';
import { openStateOf, type StatePlace } from '../state/open-state.ts';
import type { StateFolder } from '../state/state-folder.ts';

/** Reads are answered by the gateway itself, which asks who reads. */
const gatewayPreset: HostPreset = {
  name: 'gateway',
  layout: createFlatLayout({ abbreviated: true }),
  limits: {},
  protectsReading: true,
  negotiates: true,
  configFiles: () => [],
};

export interface Site {
  /** Absolute. */
  readonly folder: string;
  /** Makes the commit's files live. Throws what `build` does. */
  publish(commit: Oid): Promise<BuildReport>;
  /**
   * What the first-parent line of a commit says of a package: also of versions whose files are gone. Reads what was
   * kept by the last build, and only the commits after it. `undefined` when no commit touched the package. Throws as
   * `readHistory`.
   */
  readHistory(at: HistoryRequest): Promise<FolderHistory | undefined>;
}

export interface HistoryRequest {
  readonly engine: GitEngine;
  readonly commit: Oid;
  /** Of the commit. */
  readonly config: Config;
  readonly name: PackageName;
}

export interface SiteOptions {
  /** The data folder; absolute. */
  readonly data: string;
  readonly gitDir: string;
  /** Where clients reach the gateway. */
  readonly url: string;
  readonly state: StatePlace;
  readonly env: Environment;
}

export function createSite({ data, gitDir, url, state, env }: SiteOptions): Site {
  const folder = join(data, 'site');
  const asked = {
    ...{ repo: gitDir, out: folder, url, host: gatewayPreset, readmeInPackument: true },
    ...{ cacheDir: join(data, 'cache'), state, env },
    // A gateway keeps readers out package by package; the website's lists know nobody's rights.
    site: false,
  };
  return {
    folder,
    publish: (commit) => build({ ...asked, ref: commit }),
    async readHistory(request) {
      const kept = await openStateOf(state, contentDigest(createOptions(asked, request.config)));
      try {
        return await historyFrom(kept, request);
      } finally {
        await kept.close();
      }
    },
  };
}

async function historyFrom(
  kept: StateFolder,
  { engine, commit, name }: HistoryRequest,
): Promise<FolderHistory | undefined> {
  const folder = folderOf(name);
  const { last } = kept;
  const known = last === undefined ? 'unknown' : await kept.readPackage(name);
  if (last !== undefined && known !== 'unknown') {
    const after = { after: last.commit, state: last.history };
    const later = await readHistoryAfter({ engine, commit, ...after });
    const before = known === 'none' ? undefined : known.history;
    if (later !== undefined) return later.folder(folder, before);
  }
  return (await readHistory({ engine, commit })).folder(folder);
}
