// Where a forge shows the files of a repository.
import type { RepositoryField } from './rendered-readme.ts';
import { urlOf } from './url-of.ts';

export interface RepositoryBase {
  /** Each ends in `/` and shows the default branch: of a file's page, a folder's page, and a file's bytes. */
  readonly file: string;
  readonly folder: string;
  readonly raw: string;
  /** The package's folder in the repository, without slashes around it; empty for the root. */
  readonly directory: string;
}

type Paths = Omit<RepositoryBase, 'directory'>;

const gitea = (home: string): Paths => ({
  file: `${home}/src/HEAD/`,
  folder: `${home}/src/HEAD/`,
  raw: `${home}/raw/HEAD/`,
});

const forges: ReadonlyMap<string, (home: string) => Paths> = new Map([
  [
    'github.com',
    (home) => ({
      file: `${home}/blob/HEAD/`,
      folder: `${home}/tree/HEAD/`,
      raw: `${home}/raw/HEAD/`,
    }),
  ],
  [
    'gitlab.com',
    (home) => ({
      file: `${home}/-/blob/HEAD/`,
      folder: `${home}/-/tree/HEAD/`,
      raw: `${home}/-/raw/HEAD/`,
    }),
  ],
  ['bitbucket.org', gitea],
  ['codeberg.org', gitea],
  ['gitea.com', gitea],
]);

/** The shorthands of package.json. */
const shorthands: ReadonlyMap<string, string> = new Map([
  ['github:', 'github.com'],
  ['gitlab:', 'gitlab.com'],
  ['bitbucket:', 'bitbucket.org'],
]);

/** `undefined` where nobody can tell how a file's address would be spelt. */
export function repositoryBaseOf(
  repository: RepositoryField | undefined,
): RepositoryBase | undefined {
  const place = repository && placeOf(repository.url.trim());
  const paths = place && forges.get(place.host);
  if (place === undefined || paths === undefined) return undefined;
  return {
    ...paths(`https://${place.host}/${place.path}`),
    directory: directoryOf(repository?.directory),
  };
}

interface Place {
  readonly host: string;
  readonly path: string;
}

function placeOf(text: string): Place | undefined {
  const [, shorthand = 'github:', name] = /^([a-z]+:)?([\w.-]+\/[\w.-]+)$/i.exec(text) ?? [];
  const host = shorthands.get(shorthand.toLowerCase());
  if (name !== undefined && host !== undefined) return placeAt(host, name);
  const [, sshHost, sshPath] = /^[\w.-]+@([\w.-]+):(?!\/)(.+)$/.exec(text) ?? [];
  if (sshHost !== undefined && sshPath !== undefined) return placeAt(sshHost, sshPath);
  const url = urlOf(text.replace(/^git\+/, ''));
  if (url === undefined || !/^(?:https?|ssh|git):$/.test(url.protocol)) return undefined;
  return placeAt(url.hostname, url.pathname);
}

/** GitLab has groups in groups, all others an owner and a repository. */
function placeAt(host: string, pathname: string): Place | undefined {
  const lower = host.toLowerCase().replace(/^www\./, '');
  const parts = pathname.split('/').filter((part) => part !== '');
  const named = lower === 'gitlab.com' ? partsBefore(parts, '-') : parts.slice(0, 2);
  const path = named.join('/').replace(/\.git$/, '');
  return named.length >= 2 && /^[\w./~-]+$/.test(path) ? { host: lower, path } : undefined;
}

function partsBefore(parts: readonly string[], end: string): readonly string[] {
  const at = parts.indexOf(end);
  return at < 0 ? parts : parts.slice(0, at);
}

/** Never above the repository. */
function directoryOf(directory = ''): string {
  const url = urlOf(directory.replace(/^[/\\]+/, ''), 'https://r.invalid/');
  return url?.host === 'r.invalid' ? url.pathname.replace(/^\/+|\/+$/g, '') : '';
}
