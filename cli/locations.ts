// Where things lie on this machine when the user does not say.
import { createHash } from 'node:crypto';
import { homedir } from 'node:os';
import path from 'node:path';
import type { Io } from './io.ts';
import { readProgramDigest } from './program-digest.ts';

/** Bytes that `fetch` brought: $XDG_CACHE_HOME/stillpack, else ~/.cache/stillpack (XDG Base Directory). */
export function cacheDirOf(io: Io): string {
  const base = io.env['XDG_CACHE_HOME'];
  return path.join(
    base !== undefined && path.isAbsolute(base) ? base : path.join(homedir(), '.cache'),
    'stillpack',
  );
}

/** Where a build keeps what the next one need not find out again. */
export async function statePlaceOf(
  io: Io,
): Promise<{ readonly dir: string; readonly program: string } | undefined> {
  const program = await readProgramDigest();
  return program === undefined ? undefined : { dir: path.join(cacheDirOf(io), 'builds'), program };
}

/** A path as the user wrote it, made absolute. */
export function resolvePath(io: Io, given: string): string {
  return path.resolve(io.cwd, given);
}

/** Where a gateway keeps its clone, its built files and its accounts: a folder for each registry repository. */
export function gatewayDataOf(io: Io, remote: string): string {
  const given = io.env['XDG_DATA_HOME'];
  const base =
    given !== undefined && path.isAbsolute(given) ? given : path.join(homedir(), '.local', 'share');
  const name = createHash('sha256').update(remote).digest('hex').slice(0, 16);
  return path.join(base, 'stillpack', 'gateway', name);
}
