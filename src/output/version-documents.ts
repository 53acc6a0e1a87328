// One document for a version, under its number and its tags.
import type { VersionDocuments } from '../config.ts';
import { joinObjects } from '../json-text.ts';
import type { Package } from '../model/package.ts';
import { textFile } from './json-document.ts';
import type { OutputFile } from './output-file.ts';
import type { VersionEntry } from './package-entries.ts';
import { readmeFields } from './readme-fields.ts';

/**
 * GET /<name>/<version>
 * GET /<name>/<dist-tag>
 *
 * The entry of the packument, and the README. pnpm 12 asks for `latest`, corepack and vlt for exact versions.
 */
export async function versionFiles(
  pkg: Package,
  entries: readonly VersionEntry[],
  which: VersionDocuments,
): Promise<readonly OutputFile[]> {
  if (which === 'none') return [];
  const files: OutputFile[] = [];
  for (const { version, entry } of entries) {
    const tags = [...pkg.distTags].flatMap(([tag, at]) => (at === version.version ? [tag] : []));
    if (which === 'tagged' && tags.length === 0) continue;
    const text = joinObjects(entry, await readmeFields(version));
    const urlOf = (label: string): string => `/${pkg.name}/${label}`;
    const date = new Date(pkg.modified);
    const url = urlOf(version.version);
    const file = textFile({ url, kind: 'version', owner: pkg.name, date }, text);
    // The bytes are shared: there may be a thousand tags.
    files.push(file, ...tags.map((tag) => ({ ...file, url: urlOf(tag) })));
  }
  return files;
}
