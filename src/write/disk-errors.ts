import { StillpackError } from '../errors.ts';
import { isSystemError } from '../system-error.ts';

/** Runs a file operation below `dir`. Throws OUTPUT_NOT_WRITABLE where the system refuses it; anything else is a bug. */
export async function guarded<Result>(
  dir: string,
  operation: () => Promise<Result> | Result,
): Promise<Result> {
  try {
    return await operation();
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw new StillpackError(
      'OUTPUT_NOT_WRITABLE',
      `The output folder ${dir} cannot be written: ${error.message}`,
      {
        path: dir,
        hint: 'Check that it is a folder, whose it is and how much space is left, or choose another with --out.',
        cause: error,
      },
    );
  }
}
