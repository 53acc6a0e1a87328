// What changed in package.json.
import { compareText } from '../../compare.ts';
import { isJsonObject, type JsonObject, own } from '../../json.ts';
import { cutText } from '../../model/cut-text.ts';
import { dependencyFields } from '../../model/manifest-dependencies.ts';
import type { DependencyDifference, FieldDifference, Pair } from '../review-report.ts';

/** Code points of a value that are shown. */
const maxValue = 2000;

const kinds = [
  'bundleDependencies',
  'dependencies',
  'devDependencies',
  'optionalDependencies',
  'peerDependencies',
] as const;

/** Told elsewhere, or known to whoever asks. */
const others: ReadonlySet<string> = new Set([...kinds, 'bundledDependencies', 'name', 'version']);

/** Fields other than dependencies, name and version, sorted by key; a long value is cut. */
export function fieldDifferences({
  before = {},
  after = {},
}: Pair<JsonObject>): readonly FieldDifference[] {
  return keysOf(before, after)
    .filter((key) => !others.has(key))
    .map((key) => ({ key, before: jsonOf(own(before, key)), after: jsonOf(own(after, key)) }))
    .filter((field) => field.before !== field.after)
    .map((field) => ({ ...field, before: cut(field.before), after: cut(field.after) }));
}

/** What a registry's document says of dependencies: see `dependencyFields`. Of a bundled one: `bundled`. */
export function dependencyDifferences({
  before = {},
  after = {},
}: Pair<JsonObject>): readonly DependencyDifference[] {
  const [old, now] = [dependencyFields(before), dependencyFields(after)];
  return kinds.flatMap((kind) => {
    const [was, is] = [rangesOf(own(old, kind)), rangesOf(own(now, kind))];
    return keysOf(was, is)
      .map((name) => ({ kind, name, before: textOf(was, name), after: textOf(is, name) }))
      .filter((one) => one.before !== one.after);
  });
}

function keysOf(before: JsonObject, after: JsonObject): readonly string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].sort(compareText);
}

function jsonOf(value: unknown): string | undefined {
  return value === undefined ? undefined : JSON.stringify(value);
}

function cut(text: string | undefined): string | undefined {
  if (text === undefined || text.length <= maxValue) return text;
  return `${cutText(text, maxValue)}… (${text.length} characters)`;
}

function rangesOf(value: unknown): JsonObject {
  if (Array.isArray(value))
    return Object.fromEntries(value.map((name: unknown) => [String(name), 'bundled']));
  return isJsonObject(value) ? value : {};
}

function textOf(ranges: JsonObject, name: string): string | undefined {
  const range = own(ranges, name);
  return typeof range === 'string' ? range : undefined;
}
