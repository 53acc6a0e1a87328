// The small documents below /-/package/ against the packument.
import { isDeepStrictEqual } from 'node:util';
import { isJsonObject, type JsonObject, own } from '../json.ts';
import { parseObject } from './built-folder.ts';
import { type Finding, finding } from './finding.ts';
import type { PackagePlace } from './package-place.ts';
import { readWithTwins } from './verify-twins.ts';

/** Dist-tags equal the packument's, its maintainers are collaborators who may write, and visibility is stated. */
export async function verifyFacts(
  packument: JsonObject,
  { folder, preset, name }: PackagePlace,
): Promise<readonly Finding[]> {
  const agrees: Readonly<Record<string, (document: JsonObject) => boolean>> = {
    'dist-tags': (document) => isDeepStrictEqual(document, own(packument, 'dist-tags')),
    collaborators: (document) => areCollaborators(document, own(packument, 'maintainers')),
    visibility: (document) =>
      Object.keys(document).length === 1 && typeof own(document, 'public') === 'boolean',
  };
  const all: Finding[] = [];
  for (const [fact, isRight] of Object.entries(agrees)) {
    const document = { url: `/-/package/${name}/${fact}`, kind: 'registry', owner: name } as const;
    const { path, bytes, findings } = await readWithTwins(folder, preset.layout, document);
    all.push(...findings);
    const value = parseObject(bytes);
    if (value !== undefined && isRight(value)) continue;
    const message = `It is missing, or does not agree with ${name}'s packument.`;
    all.push(finding('DOCUMENT_DIFFERS', path, message));
  }
  return all;
}

function areCollaborators(document: JsonObject, maintainers: unknown): boolean {
  return (
    Object.values(document).every((access) => access === 'read' || access === 'write') &&
    Array.isArray(maintainers) &&
    maintainers.every(
      (person: unknown) =>
        isJsonObject(person) && own(document, String(own(person, 'name'))) === 'write',
    )
  );
}
