import { StillpackError } from '../../errors.ts';
import { isSafeUrl } from '../../safe-url.ts';
import type { Environment } from '../environment.ts';

/** A token for git, and the server that it is for; no other one is shown it. */
export const tokenVariables = {
  token: 'STILLPACK_GIT_TOKEN',
  server: 'STILLPACK_GIT_SERVER',
} as const;

/**
 * Variables by which git shows the token of `env` to its server (git-config(1), `http.<url>.extraHeader`), so that
 * neither a command line nor a file holds it; none where there is no token. Redirects of that server are not followed.
 * Throws OPTION_INVALID for a server that is asked neither by https nor on this machine.
 */
export function tokenEnvironment(env: Environment): Record<string, string> {
  const [token = '', server = ''] = [env[tokenVariables.token], env[tokenVariables.server]];
  if (token === '') return {};
  const url = URL.canParse(server) ? new URL(server) : undefined;
  if (url === undefined || !isSafeUrl(url)) {
    throw new StillpackError('OPTION_INVALID', `"${server}" cannot be shown a token.`, {
      hint: `Give an address that begins with https:// in ${tokenVariables.server}.`,
    });
  }
  // As a password, which is how GitHub and GitLab take tokens; they do not look at the name.
  const basic = Buffer.from(`x-access-token:${token}`).toString('base64');
  const here = `http.${url.origin}/`;
  const key = `${here}.extraHeader`;
  return {
    GIT_CONFIG_COUNT: '3',
    // Empty: it takes back one that a checkout has left in the repository's configuration; a server refuses two.
    GIT_CONFIG_KEY_0: key,
    GIT_CONFIG_VALUE_0: '',
    GIT_CONFIG_KEY_1: key,
    GIT_CONFIG_VALUE_1: `Authorization: Basic ${basic}`,
    // Git would show the header wherever its first request is sent on to.
    GIT_CONFIG_KEY_2: `${here}.followRedirects`,
    GIT_CONFIG_VALUE_2: 'false',
  };
}
