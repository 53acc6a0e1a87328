// What the gateway serves: a folder that it builds from its own clone, for its own URL.
import { join } from 'node:path';
import { build } from '../build.ts';
import type { BuildReport } from '../build-report.ts';
import { createFlatLayout } from '../host/flat-layout.ts';
import type { HostPreset } from '../host/host-preset.ts';
import type { Environment } from '../options.ts';
import type { Oid } from '../source/git-engine.ts';
import type { StatePlace } from '../state/open-state.ts';

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
  return {
    folder,
    publish: (commit) =>
      build({
        repo: gitDir,
        ref: commit,
        out: folder,
        url,
        host: gatewayPreset,
        readmeInPackument: true,
        cacheDir: join(data, 'cache'),
        state,
        env,
      }),
  };
}
