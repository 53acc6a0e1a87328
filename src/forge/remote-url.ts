// Every way that git lets people write where a repository is.

export interface RemoteAddress {
  /** Lower case. */
  readonly hostname: string;
  /** `acme/registry`: no slash at either end, no `.git`. */
  readonly path: string;
}

/** Whether the text names a repository elsewhere rather than a folder: a URL, or `user@host:path` as git takes it. */
export function isRemoteUrl(text: string): boolean {
  return /^(?:[a-z][a-z+]*:\/\/|[\w.-]+@[\w.-]+:)/i.test(text);
}

/** The address on a host, without credentials; `undefined` for a folder, a bundle, or what is no address. */
export function parseRemoteUrl(text: string): RemoteAddress | undefined {
  if (/^[a-z][a-z\d+.-]*:\/\//i.test(text)) return ofUrl(text);
  // As git decides it: a colon before any slash, and not the drive of a Windows path.
  const scp = /^(?:[^/:@]+@)?(\[[^\]/]+\]|[^/:@[\]]{2,}):(.*)$/.exec(text);
  return scp === null ? undefined : addressOf(scp[1] ?? '', scp[2] ?? '');
}

const spoken = ['https:', 'http:', 'ssh:', 'git+ssh:', 'ssh+git:', 'git:'];

function ofUrl(text: string): RemoteAddress | undefined {
  if (!URL.canParse(text)) return undefined;
  const { protocol, hostname, pathname } = new URL(text);
  return spoken.includes(protocol) ? addressOf(hostname, pathname) : undefined;
}

function addressOf(hostname: string, pathname: string): RemoteAddress | undefined {
  const path = decoded(pathname)
    ?.replace(/^\/+|\/+$/g, '')
    .replace(/\.git$/, '');
  const isPlain = path?.split('/').every((part) => /^(?!\.{1,2}$)[\w.~-]+$/.test(part)) === true;
  if (path === undefined || !isPlain || hostname === '') return undefined;
  return { hostname: hostname.toLowerCase(), path };
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
