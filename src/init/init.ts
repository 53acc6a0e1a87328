// `stillpack init`: a registry repository that is ready to push.
import { lstat, realpath } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { commitChange } from '../commit/commit-change.ts';
import { openCommitStore } from '../commit/open-commit-store.ts';
import { StillpackError } from '../errors.ts';
import { hostPresetOf } from '../host/host-preset-of.ts';
import type { EngineChoice, Environment } from '../options.ts';
import { isLegacyName, packageNameOf } from '../package-name.ts';
import { parsePublicUrl } from '../public-url.ts';
import { type ForgeName, parseForge } from './forge.ts';
import { createRegistryFiles } from './registry-files.ts';
import { openOrCreateRepository } from './repository.ts';
import { makeFolder } from '../make-folder.ts';

export interface InitOptions {
  /** The folder to make or fill. */
  readonly dir: string;
  /** The registry's public URL; without one, URL_MISSING. */
  readonly url: string | undefined;
  /** @default 'static' */
  readonly host?: string | undefined;
  /** `github`, `gitlab` or `none`: whose workflows are written. @default that of the host's pages, else `github` */
  readonly forge?: string | undefined;
  /** On GitHub: also the workflow that merges what passed its review. @default false */
  readonly automerge?: boolean | undefined;
  /** The scope that the README speaks of, with or without `@`. @default an example */
  readonly scope?: string | undefined;
  /** Overwrite files that exist. @default false */
  readonly force?: boolean | undefined;
  /** @default 'auto' */
  readonly engine?: EngineChoice | undefined;
  readonly env: Environment;
}

export interface InitReport {
  /** Absolute. */
  readonly dir: string;
  readonly url: string;
  readonly host: string;
  readonly forge: ForgeName;
  /** Relative to `dir`, in the order they were made. */
  readonly files: readonly string[];
  readonly commit: string;
  /** The branch that the commit is on. */
  readonly branch: string;
  /** The folder was no repository before. */
  readonly created: boolean;
}

/**
 * Writes the files of a registry and commits them: exactly these, whatever else is in the folder. Makes the
 * repository where `dir` is not the root of one. Throws URL_MISSING, URL_INVALID, HOST_UNKNOWN, OPTION_INVALID, and
 * FILE_EXISTS before anything is written.
 */
export async function init(options: InitOptions): Promise<InitReport> {
  const url = parseUrl(options.url);
  const preset = hostPresetOf(options.host ?? 'static');
  // What `build` would refuse is refused before anything is written.
  preset.configFiles({ url });
  const host = preset.name;
  const forge = parseForge(options.forge, host);
  const automerge = parseAutomerge(options.automerge, forge);
  const facts = { url, host, scope: parseScope(options.scope), forge, automerge };
  const dir = resolve(options.dir);
  const engine = options.engine ?? 'auto';

  const planned = createRegistryFiles({ ...facts, branch: 'main' });
  if (options.force !== true) {
    await refuseExisting(
      dir,
      planned.map(({ path }) => path),
    );
  }
  await makeFolder(dir).catch((cause: unknown) => {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new StillpackError('OUTPUT_NOT_WRITABLE', `The folder cannot be made: ${reason}`, {
      path: options.dir,
      hint: 'Choose another folder.',
      cause,
    });
  });
  const repository = await openOrCreateRepository({
    dir: await realpath(dir),
    engine,
    env: options.env,
  });
  try {
    const store = await openCommitStore(repository.engine, options.env);
    const { branch } = repository;
    const files = createRegistryFiles({ ...facts, branch });
    const message = `Begin the registry ${url.href}\n`;
    const base = await store.readHead();
    const commit = await commitChange(store, { files, message }, { base, overwrite: true });
    return {
      dir,
      url: url.href,
      host,
      forge,
      files: files.map(({ path }) => path),
      commit,
      branch,
      created: repository.created,
    };
  } finally {
    await repository.engine.close();
  }
}

function parseUrl(url: string | undefined): URL {
  if (url !== undefined) return parsePublicUrl(url);
  throw new StillpackError('URL_MISSING', "The registry's public URL is not known.", {
    hint: 'Give it with --url, as clients will write it: every packument names its tarballs by absolute URLs.',
  });
}

function parseScope(scope: string | undefined): string | undefined {
  if (scope === undefined || scope === '') return undefined;
  const withAt = scope.startsWith('@') ? scope : `@${scope}`;
  const name = packageNameOf(`${withAt}/x`);
  if (name !== undefined && !isLegacyName(name)) return withAt;
  throw new StillpackError('OPTION_INVALID', `"${scope}" is not a scope that npm accepts.`, {
    hint: 'Write it like @acme: lower case, digits, `-`, `_` and `.`.',
  });
}

function parseAutomerge(automerge: boolean | undefined, forge: ForgeName): boolean {
  if (automerge !== true || forge === 'github') return automerge === true;
  throw new StillpackError('OPTION_INVALID', 'Only on GitHub does stillpack merge pull requests.', {
    hint: 'Leave --automerge out.',
  });
}

async function refuseExisting(dir: string, paths: readonly string[]): Promise<void> {
  const existing: string[] = [];
  for (const path of paths) {
    const isThere = await lstat(join(dir, path)).then(
      () => true,
      () => false,
    );
    if (isThere) existing.push(path);
  }
  if (existing.length === 0) return;
  throw new StillpackError('FILE_EXISTS', `${dir} has ${existing.join(', ')} already.`, {
    path: existing.join(', '),
    hint: 'Nothing was written; --force overwrites them.',
  });
}
