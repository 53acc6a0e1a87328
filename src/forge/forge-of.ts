// Which forge a remote is on. Only what is known is taken for a forge: any other remote gets the branch alone.
import { StillpackError } from '../errors.ts';
import { isSafeUrl } from '../safe-url.ts';
import { type Forge, waitingBranch } from './forge.ts';
import { createGithubForge } from './github-forge.ts';
import type { GithubOptions } from './github-requests.ts';
import { createGitlabForge } from './gitlab-forge.ts';
import { parseRemoteUrl, type RemoteAddress } from './remote-url.ts';

export interface ForgeOptions extends Pick<GithubOptions, 'fetch' | 'now' | 'sleep'> {
  /** As git has it. */
  readonly remoteUrl: string;
  /** For a forge of one's own: `https://git.acme.example/api/v3` is GitHub's, `…/api/v4` GitLab's. @default by the host */
  readonly apiUrl?: string;
  /** For GitHub. */
  readonly token?: string;
}

/** Throws OPTION_INVALID for an API that the token must not be sent to, and for GitHub without a token. */
export function forgeOf(options: ForgeOptions): Forge {
  const place = placeOf(options);
  if (place === undefined) return branchOnly;
  if (place.kind === 'gitlab') return createGitlabForge(place.path);
  return createGithubForge({ ...options, ...githubPlaceOf(options) });
}

/** Where a repository on GitHub is, and what it is asked with. Throws OPTION_INVALID as `forgeOf`, and for another forge. */
export function githubPlaceOf(
  options: Omit<ForgeOptions, 'fetch' | 'now' | 'sleep'>,
): Pick<GithubOptions, 'apiUrl' | 'token'> & { readonly repository: string } {
  const { remoteUrl, token } = options;
  const place = placeOf(options);
  if (place?.kind !== 'github') {
    throw new StillpackError('OPTION_INVALID', `${remoteUrl} is not on GitHub.`, {
      hint: 'For a GitHub of one’s own, give the address of its API.',
    });
  }
  if (place.path.split('/').length !== 2) {
    const message = `${place.path} on ${place.hostname} is no repository of GitHub.`;
    throw new StillpackError('OPTION_INVALID', message, {
      hint: 'Its remotes end in an owner and a name, such as acme/registry.',
    });
  }
  if (token === undefined || token === '') {
    throw new StillpackError('OPTION_INVALID', 'Pull requests on GitHub need a token.', {
      hint: 'Give one with "Pull requests: write" and "Contents: write" on the repository.',
    });
  }
  return { apiUrl: place.url, token, repository: place.path };
}

/** `undefined` for a remote that is no forge. */
function placeOf({
  remoteUrl,
  apiUrl,
}: Pick<ForgeOptions, 'remoteUrl' | 'apiUrl'>): (Api & RemoteAddress) | undefined {
  const address = parseRemoteUrl(remoteUrl);
  const api = apiUrl === undefined ? apiOf(address) : parseApiUrl(apiUrl);
  if (api === undefined) return undefined;
  if (address !== undefined) return { ...api, ...address };
  throw new StillpackError('OPTION_INVALID', 'A forge cannot be asked about a local remote.', {
    hint: 'Leave the address of the API out, or give the remote’s address on the forge.',
  });
}

/** A remote that is no forge. */
export const branchOnly: Forge = {
  name: 'none',
  pushOptions: () => [],
  findPullRequest: () => Promise.resolve({ state: 'unknown' }),
  openPullRequest: ({ branch }) => Promise.resolve(waitingBranch(branch)),
};

interface Api {
  readonly kind: 'github' | 'gitlab';
  readonly url: string;
}

function apiOf(address: RemoteAddress | undefined): Api | undefined {
  const host = address?.hostname ?? '';
  // ssh through the port of https has a host of its own.
  if (['github.com', 'www.github.com', 'ssh.github.com'].includes(host)) {
    return { kind: 'github', url: 'https://api.github.com' };
  }
  if (/^[a-z\d-]+\.ghe\.com$/.test(host)) return { kind: 'github', url: `https://api.${host}` };
  if (['gitlab.com', 'altssh.gitlab.com'].includes(host)) {
    return { kind: 'gitlab', url: 'https://gitlab.com/api/v4' };
  }
  return undefined;
}

function parseApiUrl(text: string): Api {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isPlain = url?.search === '' && url.hash === '' && `${url.username}${url.password}` === '';
  if (url === undefined || !isSafeUrl(url) || !isPlain) {
    throw new StillpackError('OPTION_INVALID', `"${text}" cannot be the API of a forge.`, {
      hint: 'Write an https address without a password: a token is sent there.',
    });
  }
  const { hostname, pathname } = url;
  if (/\/api\/v4\/?$/.test(pathname)) return { kind: 'gitlab', url: url.href };
  const isGithub = hostname === 'api.github.com' || /^api\.[a-z\d-]+\.ghe\.com$/.test(hostname);
  if (isGithub || /\/api\/v3\/?$/.test(pathname)) return { kind: 'github', url: url.href };
  throw new StillpackError('OPTION_INVALID', `"${text}" is the API of no forge that we know.`, {
    hint: 'GitHub Enterprise’s ends in /api/v3, GitLab’s in /api/v4.',
  });
}
