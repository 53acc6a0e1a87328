// A host: a server, with what it can do for a registry that stillpack built for it.
export interface Site {
  /** The built folder. */
  readonly dir: string;
  /** A folder for the server's own files. */
  readonly work: string;
  /** To listen on, on 127.0.0.1: the folder was built for it. */
  readonly port: number;
  /** Where the site lies on the server; begins and ends with `/`. */
  readonly basePath: string;
  /** The server is told, elsewhere in its configuration, to compress JSON by itself. @default false */
  readonly compresses?: boolean;
}

export interface RunningServer {
  close(): Promise<void>;
}

export interface Host {
  /** As the matrix names it. */
  readonly title: string;
  /** The preset its output is built with. */
  readonly preset: string;
  readonly can: HostAbilities;
  /** Where the site lies on the server. @default '/' */
  readonly basePath?: string;
  /** Resolves when the site answers. */
  start(site: Site): Promise<RunningServer>;
}

export interface HostAbilities {
  /** Tarballs are at `/<name>/-/<basename>-<version>.tgz`, so lock files hold no host (pnpm, yarn 4). */
  readonly conventionalTarballs?: true;
  /** Requests for conventional tarball URLs arrive although the packuments name others. */
  readonly redirectsTarballs?: true;
  /** `/<name>/<version>` and `/<name>/<dist-tag>` are documents. */
  readonly versionDocuments?: true;
  /** Documents are typed as JSON. */
  readonly jsonTypes?: true;
  /** The preset says how long what may be kept. */
  readonly caching?: true;
  /** It can only say so by URL, so that a tarball that is missing may be kept like one that is there. */
  readonly cachesMissing?: true;
  /** Chooses between the full and the abbreviated packument by the Accept header. */
  readonly negotiation?: true;
  /** Answers 304 to a request that has what it sent as `ETag` or `Last-Modified`. */
  readonly validators?: true;
  /** Answers 405 to whatever would change something, rather than as to GET. */
  readonly refusesWrites?: true;
  /** A URL that ends in `/` is not that of the index.html below it. */
  readonly noIndexDocuments?: true;
  /** Types are by ending alone, so that a feed is XML like any other. */
  readonly plainFeeds?: true;
  /** What is not there is answered with `404.html` of the built folder. */
  readonly ownNotFoundPage?: true;
}
