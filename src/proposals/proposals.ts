// A change waits on a branch of its own until somebody merges it.
import type { Change, ChangeAuthor } from '../change/change.ts';
import type { BareRepository } from '../commit/bare/bare-repository.ts';
import { sha256Hex } from '../digest.ts';
import { StillpackError } from '../errors.ts';
import type { Forge, FoundPullRequest, PullRequest } from '../forge/forge.ts';
import { pullRequestText } from '../forge/pull-request-text.ts';
import { blobIdOf } from '../source/blob-id.ts';
import type { Oid } from '../source/git-engine.ts';

/** A commit that changes are planned on. */
interface At {
  /** `undefined` before the first one. */
  readonly commit: Oid | undefined;
}

export interface ProposalRequest<View extends At> {
  readonly author: ChangeAuthor;
  /** Where a publish waits. @default a branch named after what is changed */
  readonly branch?: string | undefined;
  readonly plan: (view: View) => Promise<Change | undefined>;
}

export interface Proposed {
  readonly pullRequest: PullRequest;
  /** The change waits here, in this commit. */
  readonly branch: string;
  readonly commit: Oid;
}

export interface Proposals<View extends At> {
  /**
   * Pushes the change to a branch and opens a pull request; the one that waits already for the same is given back.
   * `undefined` when there is nothing to do. Throws what the plan does, VERSION_EXISTS when the version waits otherwise,
   * and as `Forge.openPullRequest`: then the branch is there, and the next one who asks opens its pull request.
   */
  propose(change: ProposalRequest<View>): Promise<Proposed | undefined>;
}

/** What proposals ask of a clone. */
export interface ProposalRepository extends Pick<
  BareRepository,
  'importCommits' | 'push' | 'listBranches'
> {
  readonly objectFormat: 'sha1' | 'sha256';
  /** Whether `head` has the commit, as far as that is known. */
  isMerged(commit: Oid, head: Oid): Promise<boolean>;
  /** The blob at a path of a commit; `undefined` where there is none. */
  blobAt(commit: Oid | undefined, path: string): Promise<Oid | undefined>;
}

export interface ProposalsOptions<View extends At> {
  readonly repository: ProposalRepository;
  readonly forge: Forge;
  /** The branch that changes are to be merged into. */
  readonly base: string;
  /** @default the author */
  readonly committer?: ChangeAuthor;
  readonly now: () => Date;
  /** Runs the task when nothing else changes the clone, on what the remote has. */
  readonly alone: <Result>(task: (view: View) => Promise<Result>) => Promise<Result>;
}

export function createProposals<View extends At>(options: ProposalsOptions<View>): Proposals<View> {
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
        if (proposal === undefined) return undefined;
        const { branch, commit } = proposal;
        if (!proposal.isWaiting) return { pullRequest: await open(proposal), branch, commit };
        // A forge may take its time, and nobody waits for it meanwhile.
        const found = await find(branch);
        if (found.state === 'closed') {
          closed.add(branch);
          continue;
        }
        if (request.branch !== undefined) await refuseOther(options.repository, proposal);
        const pullRequest = found.state === 'open' ? found.pullRequest : await open(proposal);
        return { pullRequest, branch, commit };
      }
    },
  };
}

interface Proposal {
  readonly change: Change;
  readonly author: ChangeAuthor;
  readonly view: At;
  readonly branch: string;
  readonly commit: Oid;
  /** Whether the commit was on the branch already; else it was pushed to it just now. */
  readonly isWaiting: boolean;
  /** See `PullRequestRequest`. */
  readonly pushOutput: string;
}

interface Placing<View extends At> {
  readonly request: ProposalRequest<View>;
  readonly view: View;
  /** Branches whose pull requests are closed. */
  readonly closed: ReadonlySet<string>;
}

/** The change on the first branch of its own that is free, or where it waits: not one that was merged, or given up. */
async function place<View extends At>(
  options: ProposalsOptions<View>,
  { request: { author, plan, branch: asked }, view, closed }: Placing<View>,
): Promise<Proposal | undefined> {
  const { repository } = options;
  const change = await plan(view);
  if (change === undefined) return undefined;
  const name = asked ?? branchOf(change);
  for (let number = 1; ; number += 1) {
    // No version holds an `@`.
    const branch = number === 1 ? name : `${name}@${number}`;
    if (closed.has(branch)) continue;
    const waiting = (await repository.listBranches(branch)).get(branch);
    const proposal = { change, author, view, branch };
    if (waiting === undefined) {
      return { ...proposal, ...(await push(options, proposal)), isWaiting: false };
    }
    const isMerged = view.commit !== undefined && (await repository.isMerged(waiting, view.commit));
    if (!isMerged) return { ...proposal, commit: waiting, isWaiting: true, pushOutput: '' };
  }
}

/** Gives the commit, and what git printed. */
async function push<View extends At>(
  { repository, forge, base, committer, now }: ProposalsOptions<View>,
  { change, author, view, branch }: Pick<Proposal, 'change' | 'author' | 'view' | 'branch'>,
): Promise<Pick<Proposal, 'commit' | 'pushOutput'>> {
  const made = { change, author, committer: committer ?? author, date: now() };
  const [commit] = await repository.importCommits(view.commit, [made]);
  if (commit === undefined) throw new TypeError('git fast-import made no commit');
  const pushOptions = forge.pushOptions({ base, ...textOf(change, author) });
  const outcome = await repository.push(commit, { branch, pushOptions });
  if (outcome.state === 'behind') throw sameMoment(branch);
  return { commit, pushOutput: outcome.output };
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
  repository: ProposalRepository,
  { change, view, branch, commit }: Proposal,
): Promise<void> {
  for (const { path } of change.files.filter((file) => file.path.endsWith('.tgz'))) {
    if ((await repository.blobAt(commit, path)) !== writtenAt(repository, change, path)) {
      throw waitsOtherwise(path, `Other bytes of ${path} wait on the branch ${branch}.`);
    }
    const notes = `${path.slice(0, path.lastIndexOf('/'))}/meta.json`;
    const wanted =
      writtenAt(repository, change, notes) ?? (await repository.blobAt(view.commit, notes));
    if ((await repository.blobAt(commit, notes)) !== wanted) {
      const what = `${path} waits on the branch ${branch} with another tag or access.`;
      throw waitsOtherwise(path, what);
    }
  }
}

function writtenAt(
  { objectFormat }: ProposalRepository,
  { files }: Change,
  path: string,
): Oid | undefined {
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
