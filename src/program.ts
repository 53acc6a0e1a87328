import { createRequire } from 'node:module';
import { isJsonObject } from './json.ts';

/** stillpack's own version. */
export const programVersion: string = readVersion();

function readVersion(): string {
  // The package finds itself by name, so that this works from src/ and from dist/.
  const manifest: unknown = createRequire(import.meta.url)('stillpack/package.json');
  return isJsonObject(manifest) ? String(manifest['version']) : '';
}
