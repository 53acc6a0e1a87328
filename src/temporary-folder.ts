import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StillpackError } from './errors.ts';

/** A new folder of the system's temporary ones, for the caller to remove. Throws OUTPUT_NOT_WRITABLE. */
export async function makeTemporaryFolder(purpose: string): Promise<string> {
  const parent = tmpdir();
  try {
    return await mkdtemp(join(parent, `stillpack-${purpose}-`));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new StillpackError('OUTPUT_NOT_WRITABLE', `No temporary folder can be made: ${reason}`, {
      path: parent,
      hint: 'Set TMPDIR (on Windows, TEMP) to a folder that can be written.',
      cause,
    });
  }
}
