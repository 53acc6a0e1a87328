// `--mode pull-request`: a change waits on a branch of its own until somebody merges it.
import type { Change, ChangeAuthor } from '../change/change.ts';
import { type BareRepository, gatewayCommitter } from '../commit/bare/bare-repository.ts';
import { sha256Hex } from '../digest.ts';
import { StillpackError } from '../errors.ts';
import type { Forge, FoundPullRequest, PullRequest } from '../forge/forge.ts';
import { pullRequestText } from '../forge/pull-request-text.ts';
import { blobIdOf } from '../source/blob-id.ts';
import type { GitEngine, Oid } from '../source/git-engine.ts';
import { listFiles } from '../verbs/read-held.ts';
import type { RegistryChange, RegistryView } from './registry.ts';

export interface Proposals {
  /**
   * Pushes the change to a branch and opens a pull request; the one that waits already for the same is given back.
   * `undefined` when there is nothing to do. Throws what the plan does, VERSION_EXISTS when the version waits otherwise,
   * and as `Forge.openPullRequest`: then the branch is there, and the next one who asks opens its pull request.
   */
  propose(change: RegistryChange): Promise<PullRequest | undefined>;
}

export interface ProposalsOptions {
  readonly repository: BareRepository;
  readonly engine: GitEngine;
  readonly forge: Forge;
  /** The branch that changes are to be merged into. */
  readonly base: string;
  readonly now: () => Date;
  /** Runs the task when nothing else changes the clone, on what the remote has. */
  readonly alone: <Result>(task: (view: RegistryView) => Promise<Result>) => Promise<Result>;
}

export function createProposals(options: ProposalsOptions): Proposals {
  const { forge, base, alone } = options;
  /** Of forges that cannot be asked. */
  const opened = new Map<string, FoundPullRequest>();

  const find = async (branch: string): Promise<FoundPullRequest> => {
    const found = await forge.findPullRequest(branch);
    return found.state === 'unknown' ? (opened.get(branch) ?? found) : found;
  };
  const open = async ({ branch, pushOutput, change, author }: Proposal): Promise<PullRequest> => {
    const text = textOf(change, author);
    try {
      const pullRequest = await forge.openPullRequest({ branch, base, ...text, pushOutput });
      opened.set(branch, { state: 'open', pullRequest });
      return pullRequest;
    } catch (error) {
      // Such a forge opens one for a push alone: the next one needs another branch.
      opened.set(branch, { state: 'closed' });
      throw error;
    }
  };

  return {
    async propose(request) {
      const closed = new Set<string>();
      for (;;) {
        const proposal = await alone((view) => place(options, { request, view, closed }));
        if (proposal?.waiting === undefined) return proposal && open(proposal);
        // A forge may take its time, and nobody waits for it meanwhile.
        const found = await find(proposal.branch);
        if (found.state === 'closed') {
          closed.add(proposal.branch);
          continue;
        }
        if (request.branch !== undefined) await refuseOther(options.engine, proposal);
        return found.state === 'open' ? found.pullRequest : open(proposal);
      }
    },
  };
}

interface Proposal {
  readonly change: Change;
  readonly author: ChangeAuthor;
  readonly view: RegistryView;
  readonly branch: string;
  /** What waits on the branch already; `undefined` when the change was pushed to it just now. */
  readonly waiting: Oid | undefined;
  /** See `PullRequestRequest`. */
  readonly pushOutput: string;
}

interface Placing {
  readonly request: RegistryChange;
  readonly view: RegistryView;
  /** Branches whose pull requests are closed. */
  readonly closed: ReadonlySet<string>;
}

/** The change on the first branch of its own that is free, or where it waits: not one that was merged, or given up. */
async function place(
  options: ProposalsOptions,
  { request: { author, plan, branch: asked }, view, closed }: Placing,
): Promise<Proposal | undefined> {
  const { repository, engine } = options;
  const change = await plan(view);
  if (change === undefined) return undefined;
  const name = asked ?? branchOf(change);
  for (let number = 1; ; number += 1) {
    // No version holds an `@`.
    const branch = number === 1 ? name : `${name}@${number}`;
    if (closed.has(branch)) continue;
    const waiting = (await repository.listBranches(branch)).get(branch);
    const proposal = { change, author, view, branch, waiting };
    if (waiting === undefined) return { ...proposal, pushOutput: await push(options, proposal) };
    const isMerged = view.commit !== undefined && (await engine.isAncestor(waiting, view.commit));
    if (!isMerged) return { ...proposal, pushOutput: '' };
  }
}

/** Gives what git printed. */
async function push(
  { repository, forge, base, now }: ProposalsOptions,
  { change, author, view, branch }: Omit<Proposal, 'pushOutput'>,
): Promise<string> {
  const commit = { change, author, committer: gatewayCommitter, date: now() };
  const [oid] = await repository.importCommits(view.commit, [commit]);
  if (oid === undefined) throw new TypeError('git fast-import made no commit');
  const pushOptions = forge.pushOptions({ base, ...textOf(change, author) });
  const outcome = await repository.push(oid, { branch, pushOptions });
  if (outcome.state === 'behind') throw sameMoment(branch);
  return outcome.output;
}

function textOf(
  { message, files }: Change,
  { name }: ChangeAuthor,
): ReturnType<typeof pullRequestText> {
  return pullRequestText({
    verb: 'Review',
    subject: message.split('\n', 1).join(''),
    facts: [['asked for by', name]],
    texts: [
      { heading: 'What is said', text: message.trim() },
      { heading: 'Files', text: files.map(fileLine).join('\n') },
    ],
  });
}

/** Where a change waits that is no publish: the same request finds it again, another does not. */
function branchOf({ message, files }: Change): string {
  const parts = files.map(({ path, bytes }) => [path, bytes === undefined ? '' : sha256Hex(bytes)]);
  return `change/${sha256Hex(JSON.stringify([message, parts])).slice(0, 16)}`;
}

function fileLine({ path, bytes }: Change['files'][number]): string {
  return bytes === undefined ? `removed: ${path}` : `${path}, ${bytes.length} bytes`;
}

/** Throws VERSION_EXISTS unless what waits has the tarball of the publish, and says the same of it. */
async function refuseOther(
  engine: GitEngine,
  { change, view, branch, waiting }: Proposal,
): Promise<void> {
  for (const { path } of change.files.filter((file) => file.path.endsWith('.tgz'))) {
    if ((await oidAt(engine, waiting, path)) !== writtenAt(engine, change, path)) {
      throw waitsOtherwise(path, `Other bytes of ${path} wait on the branch ${branch}.`);
    }
    const notes = `${path.slice(0, path.lastIndexOf('/'))}/meta.json`;
    const wanted = writtenAt(engine, change, notes) ?? (await oidAt(engine, view.commit, notes));
    if ((await oidAt(engine, waiting, notes)) !== wanted) {
      const what = `${path} waits on the branch ${branch} with another tag or access.`;
      throw waitsOtherwise(path, what);
    }
  }
}

async function oidAt(
  engine: GitEngine,
  commit: Oid | undefined,
  path: string,
): Promise<Oid | undefined> {
  const [entry] = await listFiles({ engine, commit }, path);
  return entry?.oid;
}

function writtenAt({ objectFormat }: GitEngine, { files }: Change, path: string): Oid | undefined {
  const bytes = files.find((file) => file.path === path)?.bytes;
  return bytes && blobIdOf(bytes, objectFormat);
}

function waitsOtherwise(path: string, message: string): StillpackError {
  return new StillpackError('VERSION_EXISTS', message, {
    path,
    hint: 'Close that pull request and delete its branch, or publish another version.',
  });
}

function sameMoment(branch: string): StillpackError {
  return new StillpackError('WRITE_CONFLICT', `Somebody else made the branch ${branch} just now.`, {
    hint: 'Try again in a moment.',
  });
}
