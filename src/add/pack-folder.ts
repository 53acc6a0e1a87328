import { StillpackError } from '../errors.ts';
import type { Environment } from '../options.ts';
import { printable } from '../printable.ts';

/**
 * The bytes that `npm pack` makes of a package folder, by npm's own library: prepack, prepare and postpack run as
 * npm runs them, unless npm is told otherwise (`npm_config_ignore_scripts`). Throws PACK_FAILED.
 */
export async function packFolder(
  folder: string,
  { shown, env }: { readonly shown: string; readonly env: Environment },
): Promise<Uint8Array> {
  try {
    // Loaded when needed: it brings npm's whole installer with it.
    const { default: pack } = await import('libnpmpack');
    return await pack(`file:${folder}`, {
      foregroundScripts: false,
      ignoreScripts: env['npm_config_ignore_scripts'] === 'true',
    });
  } catch (cause) {
    throw new StillpackError('PACK_FAILED', `${shown} could not be packed.`, {
      path: shown,
      hint: printable(lastWords(cause)),
      cause,
    });
  }
}

/** What a script that failed wrote last, else the error's own words. */
function lastWords(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  const stderr = 'stderr' in cause ? String(cause.stderr).trim() : '';
  return stderr === '' ? cause.message : `${cause.message}: ${stderr.slice(-300)}`;
}
