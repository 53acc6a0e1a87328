// The one comment of the review in a pull request: written once, then kept up to date.
import { StillpackError } from '../../errors.ts';
import { memberOf, type RequestGithub, textAt } from '../../forge/github-requests.ts';
import { reviewMarker } from '../report/markdown.ts';
import type { RepositoryRequests } from '../../forge/repository-requests.ts';

/** The account that the token acts as: `github-actions[bot]`. REST does not tell it to a workflow's token. */
export async function readOwnLogin(request: RequestGithub, graphqlUrl: string): Promise<string> {
  const answer = await request({
    route: `POST ${graphqlUrl}`,
    parameters: { query: 'query { viewer { login } }' },
    purpose: 'say whose token it is',
  });
  const login = textAt(answer, 'data', 'viewer', 'login');
  if (login !== '') return login;
  throw new StillpackError('FORGE_REFUSED', 'GitHub would not say whose token it is.', {
    hint: 'Give the token of a workflow, of an app’s installation, or of a person.',
  });
}

/** Creates or updates the comment of `login`; gives its address. Rejects with FORGE_REFUSED, FORGE_UNREACHABLE. */
export async function writeComment(
  requests: RepositoryRequests,
  {
    number,
    login,
    body,
  }: { readonly number: number; readonly login: string; readonly body: string },
): Promise<string> {
  const id = await findComment(requests, { number, login });
  const written = await requests.ask(
    id === undefined
      ? {
          route: 'POST /issues/{number}/comments',
          parameters: { number, body },
          purpose: `comment on pull request ${number}`,
        }
      : {
          route: 'PATCH /issues/comments/{id}',
          parameters: { id, body },
          purpose: `update the comment on pull request ${number}`,
        },
  );
  return textAt(written, 'html_url');
}

/** The oldest one, should there be several. Anybody can write the marker: what makes a comment ours is who wrote it. */
async function findComment(
  requests: RepositoryRequests,
  { number, login }: { readonly number: number; readonly login: string },
): Promise<number | undefined> {
  const comments = await requests.list({
    route: 'GET /issues/{number}/comments',
    parameters: { number },
    purpose: `list the comments on pull request ${number}`,
  });
  const own = comments.find((comment) => {
    const isOwn = memberOf(comment, 'user', 'login') === login;
    return isOwn && textAt(comment, 'body').startsWith(reviewMarker);
  });
  const id = memberOf(own, 'id');
  return typeof id === 'number' ? id : undefined;
}
