// The registry behind the gateway: its clone, the folder that is built from it, and the one way to change both.
import type { ReportedProblem } from '../build-report.ts';
import type { Change, ChangeAuthor } from '../change/change.ts';
import {
  type BareRepository,
  gatewayCommitter,
  openBareRepository,
} from '../commit/bare/bare-repository.ts';
import type { Config } from '../config.ts';
import type { Environment } from '../options.ts';
import type { PackageName } from '../package-name.ts';
import type { GitEngine, Oid } from '../source/git-engine.ts';
import type { Landing } from '../source/landing.ts';
import { openEngine } from '../source/open-engine.ts';
import type { Version } from '../version.ts';
import { isInsecure } from '../advisories/advisory.ts';
import type { AdvisoryIndex } from '../advisories/parse-advisories.ts';
import type { Forge, PullRequest } from '../forge/forge.ts';
import { createProposals, type ProposalsOptions } from '../proposals/proposals.ts';
import { listFiles } from '../verbs/read-held.ts';
import type { RepositoryAt } from '../verbs/read-repository.ts';
import { attributePlaces, refuseLfs } from '../verbs/refuse-lfs.ts';
import { createRegistryIndex, type RegistryIndex } from './registry-index.ts';
import type { Guarded, Rights } from '../verbs/rights.ts';
import { createServed, viewAt } from './served.ts';
import type { Site } from './site.ts';
import type { Unserved } from './write-batch.ts';
import { createWriter } from './writer.ts';

/** What a request reads and plans on: one commit, and what follows from it. */
export interface RegistryView extends RepositoryAt {
  readonly config: Config;
  readonly rights: Rights;
  /** advisories/ of the commit; read when it is first asked for. */
  readonly advisories: () => Promise<AdvisoryIndex>;
  /** Packages that were asked for, see `guardedOf`. */
  readonly guarded: Map<PackageName, Promise<Guarded | undefined>>;
}

export interface RegistryChange {
  readonly author: ChangeAuthor;
  /** See `Write`. */
  readonly place: string | undefined;
  /** Where a publish waits in pull-request mode. @default a branch named after what is changed */
  readonly branch?: string | undefined;
  /** Also says who may: rights are those of the commit that is built on. */
  readonly plan: (view: RegistryView) => Promise<Change | undefined>;
}

/** What came of a change. */
export type Outcome =
  /** There was nothing to do. */
  | { readonly state: 'unchanged' }
  /** It is durable, and its files are served. */
  | { readonly state: 'live'; readonly commit: Oid }
  /** It is durable, and not served: a build left it out, or could not be made, which is tried again. */
  | ({ readonly state: 'unserved'; readonly commit: Oid } & Unserved)
  /** It waits for review. */
  | { readonly state: 'pending'; readonly pullRequest: PullRequest };

export interface Registry {
  /** What is served; absolute. */
  readonly folder: string;
  /** The commit that is served. */
  view(): Promise<RegistryView>;
  /** When and with which bytes a version first came, also one that is gone. Throws as `readHistory`. */
  readLanding(
    view: RegistryView,
    spec: { readonly name: PackageName; readonly version: Version },
  ): Promise<Landing | undefined>;
  /** Rejects with what the plan throws, and as `Writer.write`; then nothing was changed. */
  change(change: RegistryChange): Promise<Outcome>;
  /** What is known of all packages. */
  readonly index: RegistryIndex;
  /** Changes that wait or are under way. */
  waiting(): number;
  /**
   * Asks the remote, and takes over what others pushed. Reads and writes go on meanwhile; but writes wait while there is
   * something to take over. Throws REMOTE_UNREACHABLE, also when the signal aborts, and what `build` does.
   */
  refresh(signal: AbortSignal): Promise<void>;
  /** Takes no more changes, and resolves when those under way are answered. */
  drain(): Promise<void>;
  close(): Promise<void>;
}

export interface RegistryOptions {
  /** Where the clone lies; absolute. */
  readonly gitDir: string;
  /** The registry repository: a URL, or an absolute path. */
  readonly remote: string;
  readonly branch: string;
  readonly env: Environment;
  readonly site: Site;
  /** Opens a pull request for every change instead of making it. */
  readonly forge: Forge | undefined;
  readonly now: () => Date;
  readonly pause: (attempt: number) => Promise<void>;
  /** Told why a commit is not served. */
  readonly onUnserved: (error: unknown, commit: Oid) => void;
}

/** Opens or makes the clone, and builds what it holds. Throws as `openBareRepository`, `refuseLfs` and `build` do. */
export async function openRegistry(options: RegistryOptions): Promise<Registry> {
  const repository = await openBareRepository(options);
  await repository.fetch();
  const engine = await openEngine({ repo: repository.gitDir, engine: 'git', env: options.env });
  try {
    return await openServed({ ...options, repository, engine });
  } catch (error) {
    await engine.close();
    throw error;
  }
}

async function openServed(
  options: RegistryOptions & { readonly repository: BareRepository; readonly engine: GitEngine },
): Promise<Registry> {
  const { repository, engine, site, now, pause, onUnserved } = options;
  const served = await createServed({ engine, site });
  const head = await repository.readHead();
  if (head !== undefined) {
    await refuseLfs(engine, engine.listFiles(head, { under: attributePlaces }));
    await served.publish(head);
  }
  const tryPublish = async (commit: Oid): Promise<readonly ReportedProblem[] | undefined> => {
    try {
      return await served.publish(commit);
    } catch (error) {
      onUnserved(error, commit);
      return undefined;
    }
  };
  const writer = createWriter({ repository, engine, publish: tryPublish, now, pause });
  const index = createRegistryIndex({
    engine,
    folder: site.folder,
    facts: {
      isInsecure: (row) => isInsecure(served.advisories().get(row.name) ?? [], row.latest),
    },
  });

  const takeOver = async (): Promise<void> => {
    const commit = await repository.fetch();
    if (commit !== undefined) await served.publish(commit);
  };
  const alone: ProposalsOptions<RegistryView>['alone'] = (task) =>
    writer.between(async () => {
      await takeOver();
      return task(served.view());
    });
  const proposals =
    options.forge &&
    createProposals({
      repository: {
        ...repository,
        objectFormat: engine.objectFormat,
        isMerged: (commit, head) => engine.isAncestor(commit, head),
        blobAt: async (commit, path) => (await listFiles({ engine, commit }, path))[0]?.oid,
      },
      ...{ forge: options.forge, base: options.branch, committer: gatewayCommitter, now, alone },
    });
  const propose = async (
    by: NonNullable<typeof proposals>,
    request: RegistryChange,
  ): Promise<Outcome> => {
    const proposed = await by.propose(request);
    return proposed === undefined
      ? { state: 'unchanged' }
      : { state: 'pending', pullRequest: proposed.pullRequest };
  };
  const write = async ({ author, place, plan }: RegistryChange): Promise<Outcome> => {
    const written = await writer.write({
      author,
      place,
      plan: async (at) =>
        plan(at.commit === served.view().commit ? served.view() : await viewAt(at)),
    });
    if (written === undefined) return { state: 'unchanged' };
    const { commit, unserved } = written;
    return unserved === undefined
      ? { state: 'live', commit }
      : { state: 'unserved', commit, ...unserved };
  };
  let waiting = 0;
  return {
    folder: site.folder,
    index,
    view: () => Promise.resolve(served.view()),
    async change(request) {
      waiting += 1;
      try {
        return await (proposals === undefined ? write(request) : propose(proposals, request));
      } finally {
        waiting -= 1;
      }
    },
    async readLanding({ commit, config }, { name, version }) {
      if (commit === undefined) return undefined;
      return (await site.readHistory({ engine, commit, config, name }))?.versions.get(version);
    },
    waiting: () => waiting,
    async refresh(signal) {
      const head = await repository.askRemote(signal);
      if (head === undefined || head !== served.view().commit) await writer.between(takeOver);
    },
    drain: () => writer.drain(),
    async close() {
      await writer.drain();
      await engine.close();
    },
  };
}
