// `--mode pull-request`: a change waits on a branch of its own until somebody merges it.
import type { Change } from '../change/change.ts';
import { type BareRepository, gatewayCommitter } from '../commit/bare/bare-repository.ts';
import { sha256Hex } from '../digest.ts';
import { StillpackError } from '../errors.ts';
import type { Forge, PullRequest } from '../forge/forge.ts';
import { pullRequestText } from '../forge/pull-request-text.ts';
import { blobIdOf } from '../source/blob-id.ts';
import type { GitEngine, Oid } from '../source/git-engine.ts';
import type { RegistryChange, RegistryView } from './registry.ts';

export interface Proposals {
  /**
   * Pushes the change to its branch and opens a pull request; one that waits already with the same tarball is given
   * back. `undefined` when there is nothing to do. Throws what the plan does, and VERSION_EXISTS when another tarball of
   * the version waits.
   */
  propose(change: RegistryChange, view: RegistryView): Promise<PullRequest | undefined>;
}

export interface ProposalsOptions {
  readonly repository: BareRepository;
  readonly engine: GitEngine;
  readonly forge: Forge;
  /** The branch that changes are to be merged into. */
  readonly base: string;
  readonly now: () => Date;
}

export function createProposals(options: ProposalsOptions): Proposals {
  const { repository, forge } = options;
  /** GitLab cannot be asked. */
  const opened = new Map<string, PullRequest>();

  return {
    async propose(request, view) {
      const change = await request.plan(view);
      if (change === undefined) return undefined;
      const branch = request.branch ?? branchOf(change);
      const waiting = (await repository.listBranches(branch)).get(branch);
      if (waiting !== undefined) {
        await refuseOther(options, { change, branch, waiting });
        const known = opened.get(branch) ?? (await forge.findPullRequest(branch));
        if (known !== undefined) return known;
      }
      const pullRequest = await open(options, { request, change, branch, view, waiting });
      opened.set(branch, pullRequest);
      return pullRequest;
    },
  };
}

/** Where a change waits that is no publish: the same request finds it again, another does not. */
function branchOf({ message, files }: Change): string {
  const parts = files.map(({ path, bytes }) => [path, bytes === undefined ? '' : sha256Hex(bytes)]);
  return `change/${sha256Hex(JSON.stringify([message, parts])).slice(0, 16)}`;
}

interface Proposal {
  readonly request: RegistryChange;
  readonly change: Change;
  readonly branch: string;
  readonly view: RegistryView;
  /** What waits on the branch already, though nobody knows a pull request of it. */
  readonly waiting: Oid | undefined;
}

async function open(
  { repository, forge, base, now }: ProposalsOptions,
  { request: { author }, change, branch, view, waiting }: Proposal,
): Promise<PullRequest> {
  const { title, body } = pullRequestText({
    verb: 'Review',
    subject: change.message.split('\n', 1).join(''),
    facts: [['asked for by', author.name]],
    texts: [
      { heading: 'What is said', text: change.message.trim() },
      { heading: 'Files', text: change.files.map(fileLine).join('\n') },
    ],
  });
  let pushOutput = '';
  if (waiting === undefined) {
    const commit = { change, author, committer: gatewayCommitter, date: now() };
    const [oid] = await repository.importCommits(view.commit, [commit]);
    if (oid === undefined) throw new TypeError('git fast-import made no commit');
    const pushOptions = forge.pushOptions({ base, title, body });
    const outcome = await repository.push(oid, { branch, pushOptions });
    if (outcome.state === 'behind') throw sameMoment(branch);
    pushOutput = outcome.output;
  }
  return forge.openPullRequest({ branch, base, title, body, pushOutput });
}

function fileLine({ path, bytes }: Change['files'][number]): string {
  return bytes === undefined ? `removed: ${path}` : `${path}, ${bytes.length} bytes`;
}

/** Throws VERSION_EXISTS unless the branch has the change's own tarballs. */
async function refuseOther(
  { engine }: ProposalsOptions,
  {
    change,
    branch,
    waiting,
  }: { readonly change: Change; readonly branch: string; readonly waiting: Oid },
): Promise<void> {
  for (const { path, bytes } of change.files) {
    if (bytes === undefined || !path.endsWith('.tgz')) continue;
    const wanted = blobIdOf(bytes, engine.objectFormat);
    let there: Oid | undefined;
    for await (const { oid } of engine.listFiles(waiting, { under: [path] })) there = oid;
    if (there === wanted) continue;
    throw new StillpackError(
      'VERSION_EXISTS',
      `Other bytes of ${path} wait on the branch ${branch}.`,
      {
        path,
        hint: 'Close that pull request and delete its branch, or publish another version.',
      },
    );
  }
}

function sameMoment(branch: string): StillpackError {
  return new StillpackError('WRITE_CONFLICT', `Somebody else made the branch ${branch} just now.`, {
    hint: 'Try again in a moment.',
  });
}
