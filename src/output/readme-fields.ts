import { jsonText } from '../json-text.ts';
import type { PackageVersion } from '../model/package.ts';

/** JSON text of the README as npm's documents carry it; `{}` when the tarball has none. */
export async function readmeFields({ fragment, readme }: PackageVersion): Promise<string> {
  if (fragment.readme === undefined) return '{}';
  return jsonText({ readme: await readme(), readmeFilename: fragment.readme.fileName });
}
