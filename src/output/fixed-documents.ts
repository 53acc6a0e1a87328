// Documents that are the same in every registry.
import { jsonFile } from './json-document.ts';
import type { OutputFile } from './output-file.ts';

/**
 * GET /-/ping
 * GET /-/whoami
 * GET /-/npm/v1/keys
 *
 * Files know no callers, so everybody is anonymous; there are no signing keys.
 */
export function fixedFiles(date: Date): readonly OutputFile[] {
  const documents = {
    '/-/ping': {},
    '/-/whoami': { username: 'anonymous' },
    '/-/npm/v1/keys': { keys: [] },
  };
  return Object.entries(documents).map(([url, value]) =>
    jsonFile({ url, kind: 'registry', owner: undefined, date }, value),
  );
}
