import type { Tarball } from '../inspect/tarball.ts';
import type { JsonObject } from '../json.ts';

/** The README as npm's documents carry it; nothing when the tarball has none. */
export function readmeFields({ readme }: Tarball): JsonObject {
  return readme === undefined ? {} : { readme: readme.text, readmeFilename: readme.fileName };
}
