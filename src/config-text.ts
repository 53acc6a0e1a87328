import { parseConfig } from './config.ts';
import type { FileBytes } from './source/snapshot.ts';

/** The text of stillpack.json. Throws CONFIG_INVALID as `parseConfig` does. */
export function configTextOf(bytes: FileBytes): string {
  parseConfig(bytes);
  return typeof bytes === 'object' ? new TextDecoder().decode(bytes) : '';
}
