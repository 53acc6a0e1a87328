import { isJsonObject, type JsonObject, own } from '../../json.ts';
import { finding, type Finding } from '../finding.ts';
import type { AddedVersion } from '../reviewed.ts';

/** Whether package.json says what the package is and where its source lies; nothing where it never did. */
export function checkAbout({ path, tarball, previous }: AddedVersion): readonly Finding[] {
  const isMissing = (isIn: (manifest: JsonObject) => boolean): boolean =>
    !isIn(tarball.manifest) && (previous === undefined || isIn(previous.tarball.manifest));
  const facts = { path, file: 'package.json' };
  return [
    ...(isMissing(hasDescription)
      ? [finding('description-missing', { ...facts, message: 'package.json has no description.' })]
      : []),
    ...(isMissing(hasRepository)
      ? [finding('repository-missing', { ...facts, message: 'package.json has no repository.' })]
      : []),
  ];
}

function hasDescription(manifest: JsonObject): boolean {
  return isText(own(manifest, 'description'));
}

/** `"repository": "github:acme/ui"`, or `{url}`. */
function hasRepository(manifest: JsonObject): boolean {
  const value = own(manifest, 'repository');
  return isText(isJsonObject(value) ? own(value, 'url') : value);
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value.trim() !== '';
}
