// What package.json says about the package: for people, search and pages, not for installing.
import fixer from 'normalize-package-data/lib/fixer.js';
import type { Tarball } from '../inspect/tarball.ts';
import { isJsonObject, type JsonObject, own } from '../json.ts';

interface Group {
  readonly keys: readonly string[];
  readonly steps: readonly ((data: object) => void)[];
}

const descriptionSteps: Group['steps'] = [(data) => fixer.fixDescriptionField(data)];

/**
 * Fields that normalize-package-data mends together, and its steps that do, in its order: the others, which warn of
 * what is not there, take most of its time. A group it cannot read is dropped.
 */
const groups: readonly Group[] = [
  { keys: ['description'], steps: descriptionSteps },
  {
    keys: ['repository', 'bugs', 'homepage'],
    steps: [
      (data) => fixer.fixRepositoryField(data),
      (data) => fixer.fixBugsField(data),
      (data) => fixer.fixHomepageField(data),
    ],
  },
  { keys: ['author'], steps: [(data) => fixer.fixPeople(data)] },
  { keys: ['contributors'], steps: [(data) => fixer.fixPeople(data)] },
  { keys: ['keywords'], steps: [(data) => fixer.fixKeywordsField(data)] },
  { keys: ['files'], steps: [(data) => fixer.fixFilesField(data)] },
];

/**
 * Description (from the README when there is none), repository, bugs, homepage, people and keywords in the forms
 * that npm publish sends: objects for people and repository, lists for keywords, issue and home pages derived from
 * a repository on a known forge.
 */
export function aboutFields({ manifest, readme }: Tarball): JsonObject {
  const source = readable(manifest);
  const fields = groups.flatMap(({ keys, steps }) => {
    const mended = mend(pick(source, keys), steps);
    return keys.map((key) => [key, own(mended, key)] as const);
  });
  const about = Object.fromEntries(fields);
  return { ...about, description: about['description'] || descriptionIn(readme?.text) };
}

/** The README's first paragraph, as npm publish takes it; cut, because every version repeats it. */
function descriptionIn(readme: string | undefined): string | undefined {
  if (readme === undefined) return undefined;
  const description = own(mend({ readme }, descriptionSteps), 'description');
  if (typeof description !== 'string' || description === '') return undefined;
  return description.slice(0, 255).replace(/[\uD800-\uDBFF]$/, '');
}

/** `fields` as the steps of normalize-package-data 8 leave them, which change their input and throw on odd values. */
function mend(fields: JsonObject, steps: Group['steps']): JsonObject {
  if (Object.keys(fields).length === 0) return {};
  // No step reaches deeper.
  const copies = Object.entries(fields).map(([key, value]) => [key, copyOf(value)] as const);
  const data = Object.fromEntries(copies);
  try {
    for (const step of steps) step(data);
    return data;
  } catch {
    return {};
  }
}

function copyOf(value: unknown): unknown {
  return isJsonObject(value) ? { ...value } : value;
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
