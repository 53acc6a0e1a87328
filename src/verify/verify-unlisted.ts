import { type Document, packageDocument } from '../host/document-names.ts';
import { type Finding, type FindingCode, finding } from './finding.ts';
import type { PackagePlace } from './package-place.ts';
import { tarballPath } from './tarball-place.ts';
import type { ParsedPackument } from './verify-packument.ts';

/** What no version or tag names, such as the files of a removed version, must not stay where a package's files lie. */
export async function verifyNothingUnlisted(
  { entries, distTags }: ParsedPackument,
  { folder, preset, name }: PackagePlace,
): Promise<readonly Finding[]> {
  const pathsOf = (document: Document): readonly string[] => preset.layout.pathsOf(document);
  const tarballs = [...entries.keys()].map((version) => tarballPath(preset, name, version));
  const documents = [...entries.keys(), ...Object.keys(distTags)].flatMap((label) =>
    pathsOf(packageDocument(name, 'version', label)),
  );
  const packuments = pathsOf(packageDocument(name, 'packument'));
  const kinds: readonly (readonly [FindingCode, readonly string[], ReadonlySet<string>])[] = [
    [
      'TARBALL_UNLISTED',
      pathsOf(packageDocument(name, 'tarball', 'x.tgz')),
      new Set<string>(tarballs),
    ],
    [
      'VERSION_DOCUMENT_UNLISTED',
      pathsOf(packageDocument(name, 'version', 'x')),
      new Set<string>([...documents, ...packuments]),
    ],
  ];
  const all: Finding[] = [];
  for (const [code, places, listed] of kinds) {
    for (const folderPath of new Set(places.map(folderOf))) {
      for (const file of await folder.list(folderPath)) {
        const path = `${folderPath}/${file}`;
        // A layout may keep tarballs in a folder beside version documents.
        if (listed.has(path) || (file.endsWith('/') && code !== 'TARBALL_UNLISTED')) continue;
        all.push(finding(code, path, `No version of ${name} has this file.`));
      }
    }
  }
  return all;
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/'));
}
