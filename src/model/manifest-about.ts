// What package.json says about the package: for people, search and pages, not for installing.
import normalizePackageData from 'normalize-package-data';
import type { Tarball } from '../inspect/tarball.ts';
import { isJsonObject, type JsonObject, own } from '../json.ts';

/** Fields that normalize-package-data mends together; a group it cannot read is dropped. */
const groups: readonly (readonly string[])[] = [
  ['description'],
  ['repository', 'bugs', 'homepage'],
  ['author'],
  ['contributors'],
  ['keywords'],
  ['files'],
];

/**
 * Description (from the README when there is none), repository, bugs, homepage, people and keywords in the forms
 * that npm publish sends: objects for people and repository, lists for keywords, issue and home pages derived from
 * a repository on a known forge.
 */
export function aboutFields({ manifest, readme }: Tarball): JsonObject {
  const source = readable(manifest);
  const fields = groups.flatMap((keys) => {
    const mended = mend(pick(source, keys));
    return keys.map((key) => [key, own(mended, key)] as const);
  });
  const about = Object.fromEntries(fields);
  return { ...about, description: about['description'] || descriptionIn(readme?.text) };
}

/** The README's first paragraph, as npm publish takes it; cut, because every version repeats it. */
function descriptionIn(readme: string | undefined): string | undefined {
  if (readme === undefined) return undefined;
  const description = own(mend({ readme }), 'description');
  if (typeof description !== 'string' || description === '') return undefined;
  return description.slice(0, 255).replace(/[\uD800-\uDBFF]$/, '');
}

/** `fields` as normalize-package-data 8 leaves them. It changes its input and throws on odd values, hence the copy. */
function mend(fields: JsonObject): JsonObject {
  if (Object.keys(fields).length === 0) return {};
  const data = structuredClone(fields);
  try {
    normalizePackageData(data);
    return data;
  } catch {
    return {};
  }
}

/** Without values of a kind that the field never has. */
function readable(manifest: JsonObject): JsonObject {
  const repository = own(manifest, 'repository');
  const contributors = own(manifest, 'contributors');
  const author = own(manifest, 'author');
  return {
    ...manifest,
    repository: isRepository(repository) ? repository : undefined,
    author: isPerson(author) ? author : undefined,
    contributors: Array.isArray(contributors) ? contributors.filter(isPerson) : undefined,
  };
}

function isRepository(value: unknown): boolean {
  if (!isJsonObject(value)) return typeof value === 'string' && value !== '';
  return ['undefined', 'string'].includes(typeof own(value, 'url'));
}

function isPerson(value: unknown): boolean {
  return isJsonObject(value) || (typeof value === 'string' && value !== '');
}

function pick(source: JsonObject, keys: readonly string[]): JsonObject {
  return Object.fromEntries(
    keys.filter((key) => own(source, key) !== undefined).map((key) => [key, own(source, key)]),
  );
}
