import { StillpackError } from '../errors.ts';
import { type Forge, type FoundPullRequest, openedPullRequest, type PullRequest } from './forge.ts';
import { createGithubRequests, type GithubOptions, memberOf } from './github-requests.ts';

/** GitHub, github.com or Enterprise, through its REST API. `repository` is `acme/registry`. */
export function createGithubForge({
  repository,
  ...options
}: GithubOptions & { readonly repository: string }): Forge {
  const [owner = '', repo = ''] = repository.split('/');
  const request = createGithubRequests(options);

  const find = async (branch: string): Promise<FoundPullRequest> => {
    const found = await request({
      route: 'GET /repos/{owner}/{repo}/pulls',
      parameters: { owner, repo, head: `${owner}:${branch}`, state: 'all', per_page: 100 },
      purpose: 'list pull requests',
    });
    // A head that GitHub does not understand it takes for none, and lists all.
    const listed: readonly unknown[] = Array.isArray(found) ? found : [];
    const own = listed.filter(
      (each) => memberOf(each, 'head', 'ref') === branch && isFrom(each, repository),
    );
    const open = own.find((each) => memberOf(each, 'state') === 'open');
    if (open !== undefined) return { state: 'open', pullRequest: pullRequestIn(open) };
    return { state: own.length > 0 ? 'closed' : 'none' };
  };

  return {
    name: 'github',
    pushOptions: () => [],
    findPullRequest: find,
    async openPullRequest({ branch, base, title, body }) {
      const known = await find(branch);
      if (known.state === 'open') return known.pullRequest;
      try {
        const opened = await request({
          route: 'POST /repos/{owner}/{repo}/pulls',
          parameters: { owner, repo, head: branch, base, title, body },
          purpose: `open a pull request for ${branch}`,
        });
        return pullRequestIn(opened);
      } catch (error) {
        // Somebody else may have opened it meanwhile.
        if (!(error instanceof StillpackError) || !/already exists/.test(error.message))
          throw error;
        const meanwhile = await find(branch);
        if (meanwhile.state !== 'open') throw error;
        return meanwhile.pullRequest;
      }
    },
  };
}

/** Forks have branches of the same names. */
function isFrom(pullRequest: unknown, repository: string): boolean {
  const from = memberOf(pullRequest, 'head', 'repo', 'full_name');
  return typeof from === 'string' && from.toLowerCase() === repository.toLowerCase();
}

function pullRequestIn(answer: unknown): PullRequest {
  const url = memberOf(answer, 'html_url');
  if (typeof url === 'string' && URL.canParse(url)) return openedPullRequest(url);
  throw new StillpackError('FORGE_REFUSED', 'GitHub’s answer names no pull request.', {
    hint: 'Check the address of the API: something else may answer there.',
  });
}
