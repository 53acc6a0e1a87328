import { configFileName } from './config.ts';
import { StillpackError } from './errors.ts';
import type { FileBytes } from './source/snapshot.ts';

/** The text of stillpack.json. Throws CONFIG_INVALID when git holds something else, or far too much. */
export function configTextOf(bytes: FileBytes): string {
  if (typeof bytes === 'object') return new TextDecoder().decode(bytes);
  const what = bytes === 'too-large' ? 'larger than any configuration' : 'no file in git';
  throw new StillpackError('CONFIG_INVALID', `${configFileName} is ${what}.`, {
    path: configFileName,
    hint: '`stillpack init` writes one.',
  });
}
