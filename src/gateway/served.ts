// The commit that is served, and what requests have found out of it.
import { parseAdvisories, type AdvisoryIndex } from '../advisories/parse-advisories.ts';
import type { ReportedProblem } from '../build-report.ts';
import { configFileName } from '../config.ts';
import type { PackageName } from '../package-name.ts';
import type { GitEngine, Oid } from '../source/git-engine.ts';
import { packageAt } from '../source/package-path.ts';
import { advisoriesFolder, readAdvisories } from '../verbs/read-advisories.ts';
import { readConfig } from '../verbs/read-config.ts';
import { listFiles } from '../verbs/read-held.ts';
import type { RepositoryAt } from '../verbs/read-repository.ts';
import type { RegistryView } from './registry.ts';
import { createRights } from '../verbs/rights.ts';
import type { Site } from './site.ts';

export interface Served {
  view(): RegistryView;
  /** Of what is served; a search is answered at once. */
  advisories(): AdvisoryIndex;
  /** Makes the commit the one that is served; gives the problems of its build. Throws what `build` does. */
  publish(commit: Oid): Promise<readonly ReportedProblem[]>;
}

/** Packages that stay known from one commit to the next. */
const maxCarried = 10_000;

export async function createServed({
  engine,
  site,
}: {
  readonly engine: GitEngine;
  readonly site: Site;
}): Promise<Served> {
  let view = await viewAt({ engine, commit: undefined });
  let problems: readonly ReportedProblem[] = [];
  let advisories: AdvisoryIndex = new Map();
  return {
    view: () => view,
    advisories: () => advisories,
    async publish(commit) {
      if (view.commit === commit) return problems;
      ({ problems } = await site.publish(commit));
      view = await viewAfter(view, await viewAt({ engine, commit }));
      advisories = await view.advisories();
      return problems;
    },
  };
}

export async function viewAt(repository: RepositoryAt): Promise<RegistryView> {
  const config = await readConfig(repository.engine, await listFiles(repository, configFileName));
  return {
    ...repository,
    config,
    rights: createRights(repository, config.gateway),
    guarded: new Map(),
    advisories: advisoriesOf(repository),
  };
}

/** With what is known of the commit before, and no commit since has touched. */
async function viewAfter(before: RegistryView, view: RegistryView): Promise<RegistryView> {
  const { engine, commit } = view;
  if (before.commit === undefined || commit === undefined) return view;
  const later = await engine.firstParentLogAfter(commit, before.commit);
  if (later === undefined) return view;
  const touched = new Set<PackageName | undefined>();
  let isAdvised = false;
  for await (const { changes } of later) {
    for (const { path } of changes) {
      touched.add(packageAt(path));
      isAdvised ||= path === advisoriesFolder || path.startsWith(`${advisoriesFolder}/`);
    }
  }
  for (const [name, reading] of [...before.guarded].slice(-maxCarried)) {
    // What could not be read is read again, and strangers may ask for any name that is not there.
    const pkg = touched.has(name) ? undefined : await reading.catch(() => undefined);
    if (pkg !== undefined) view.guarded.set(name, reading);
  }
  const isRead = !isAdvised && (await before.advisories().catch(() => undefined)) !== undefined;
  return isRead ? { ...view, advisories: before.advisories } : view;
}

/** Files that are no advisories are left out: a build says so. */
function advisoriesOf(repository: RepositoryAt): () => Promise<AdvisoryIndex> {
  let index: Promise<AdvisoryIndex> | undefined;
  return () =>
    (index ??= readAdvisories(repository).then(({ files }) => parseAdvisories(files).advisories));
}
