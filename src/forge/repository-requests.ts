// Requests about one repository, whatever their number of pages.
import type { GithubRequest, RequestGithub } from './github-requests.ts';

export interface RepositoryRequests {
  /** `route` follows `/repos/{owner}/{repo}`: `GET /pulls/{number}`. */
  readonly ask: (request: GithubRequest) => Promise<unknown>;
  /** All pages of a list. */
  readonly list: (request: GithubRequest) => Promise<readonly unknown[]>;
}

/** GitHub lists no more than 3000 files of a pull request, and 2500 comments. */
const maxPages = 30;
const perPage = 100;

/** `repository` is `acme/registry`. */
export function createRepositoryRequests(
  request: RequestGithub,
  repository: string,
): RepositoryRequests {
  const [owner = '', repo = ''] = repository.split('/');
  const ask: RepositoryRequests['ask'] = ({ route, parameters, ...rest }) => {
    const [method = '', path = ''] = route.split(' ');
    return request({
      ...rest,
      route: `${method} /repos/{owner}/{repo}${path}`,
      parameters: { ...parameters, owner, repo },
    });
  };
  return {
    ask,
    async list({ parameters, ...rest }) {
      const found: unknown[] = [];
      for (let page = 1; page <= maxPages; page += 1) {
        const answer = await ask({
          ...rest,
          parameters: { ...parameters, per_page: perPage, page },
        });
        const items: readonly unknown[] = Array.isArray(answer) ? answer : [];
        found.push(...items);
        if (items.length < perPage) break;
      }
      return found;
    },
  };
}
