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
  const about: Record<string, unknown> = {};
  for (const { keys, steps } of groups) {
    const mended = mend(readable(manifest, keys), steps);
    for (const key of keys) about[key] = own(mended, key);
  }
  about['description'] ||= descriptionIn(readme?.text);
  return about;
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
  const data: Record<string, unknown> = {};
  // No step reaches deeper.
  for (const [key, value] of Object.entries(fields)) data[key] = copyOf(value);
  if (Object.keys(data).length === 0) return {};
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

/** Those of `keys` that are there, without values of a kind that the field never has. */
function readable(manifest: JsonObject, keys: readonly string[]): JsonObject {
  const fields: Record<string, unknown> = {};
  for (const key of keys) {
    const value = readableValue(key, own(manifest, key));
    if (value !== undefined) fields[key] = value;
  }
  return fields;
}

function readableValue(key: string, value: unknown): unknown {
  if (key === 'repository') return isRepository(value) ? value : undefined;
  if (key === 'author') return isPerson(value) ? value : undefined;
  if (key === 'contributors') return Array.isArray(value) ? value.filter(isPerson) : undefined;
  return value;
}

function isRepository(value: unknown): boolean {
  if (!isJsonObject(value)) return typeof value === 'string' && value !== '';
  return ['undefined', 'string'].includes(typeof own(value, 'url'));
}

function isPerson(value: unknown): boolean {
  return isJsonObject(value) || (typeof value === 'string' && value !== '');
}
