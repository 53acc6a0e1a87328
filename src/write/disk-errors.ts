import { StillpackError } from '../errors.ts';

/** Whether a file operation failed with one of these codes. */
export function hasCode(error: unknown, ...codes: readonly string[]): boolean {
  return error instanceof Error && 'code' in error && codes.some((code) => code === error.code);
}

/** What the disk refuses to whoever asks; anything else is a bug and keeps its stack. */
const refusals = [
  'EACCES',
  'EDQUOT',
  'EEXIST',
  'ELOOP',
  'ENAMETOOLONG',
  'ENOENT',
  'ENOSPC',
  'ENOTDIR',
  'EPERM',
  'EROFS',
  'EXDEV',
];

/** Runs a file operation below `dir`. Throws OUTPUT_NOT_WRITABLE where the disk refuses it. */
export async function guarded<Result>(
  dir: string,
  operation: () => Promise<Result>,
): Promise<Result> {
  try {
    return await operation();
  } catch (error) {
    if (!(error instanceof Error) || !hasCode(error, ...refusals)) throw error;
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
