// Where a registry repository is reviewed. One port for all forges.

export interface PullRequestRequest {
  readonly branch: string;
  /** The branch that it is to be merged into. */
  readonly base: string;
  /** As `pullRequestText` makes them: nothing in them acts on the forge. */
  readonly title: string;
  readonly body: string;
  /** What `git push` of the branch printed on stderr. */
  readonly pushOutput: string;
}

export interface PullRequest {
  /** For people to open; `undefined` where nobody said it. */
  readonly url: string | undefined;
  /** One line that says what waits, and where. */
  readonly text: string;
}

export interface Forge {
  readonly name: 'github' | 'gitlab' | 'none';
  /** What to hand to `git push` with `--push-option`, each without a line end. */
  pushOptions(request: Pick<PullRequestRequest, 'base' | 'title' | 'body'>): readonly string[];
  /**
   * Opens the pull request of a branch that was pushed with `pushOptions`; one that is open already is given back.
   * Rejects with FORGE_REFUSED, FORGE_UNREACHABLE.
   */
  openPullRequest(request: PullRequestRequest): Promise<PullRequest>;
  /** What became of the pull request of a branch. Rejects likewise. */
  findPullRequest(branch: string): Promise<FoundPullRequest>;
}

export type FoundPullRequest =
  | { readonly state: 'open'; readonly pullRequest: PullRequest }
  /** Merged or not. */
  | { readonly state: 'closed' }
  /** There never was one. */
  | { readonly state: 'none' }
  /** The forge cannot be asked. */
  | { readonly state: 'unknown' };

/** What to tell those who wait for it. */
export function openedPullRequest(url: string): PullRequest {
  return { url, text: `Waits for review: ${url}` };
}

export function waitingBranch(branch: string): PullRequest {
  return { url: undefined, text: `The branch ${branch} waits for somebody to merge it.` };
}
