import { isJsonObject, type JsonObject, own } from '../json.ts';

const maps = ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies'];

/**
 * The dependency maps, ranges as they stand, and the bundled names as a list.
 *
 * npm 11 does not copy optional dependencies into `dependencies`; npm 6 did, and so does normalize-package-data 8,
 * which is why it is not used here. A bundled name that is no dependency becomes one on `*`, as npm publish does.
 */
export function dependencyFields(manifest: JsonObject): JsonObject {
  const fields: Record<string, unknown> = {};
  for (const key of maps) {
    const ranges = rangesIn(own(manifest, key));
    fields[key] = ranges === undefined ? undefined : Object.fromEntries(ranges);
  }
  const bundled = bundledIn(manifest, rangesIn(own(manifest, 'dependencies')) ?? []);
  fields['bundleDependencies'] = bundled;
  fields['bundledDependencies'] = undefined;
  const dependencies = fields['dependencies'];
  const known = isJsonObject(dependencies) ? dependencies : {};
  const missing = (bundled ?? []).filter((name) => !Object.hasOwn(known, name));
  if (missing.length > 0) {
    fields['dependencies'] = {
      ...known,
      ...Object.fromEntries(missing.map((name) => [name, '*'])),
    };
  }
  return fields;
}

type Ranges = readonly (readonly [name: string, range: string])[];

/** A map's texts; the list or text that npm took before 2012 (`["a@1", "b >=2"]`); `undefined` for anything else. */
function rangesIn(value: unknown): Ranges | undefined {
  if (typeof value === 'string')
    return rangesIn(
      value
        .trim()
        .split(/[\s,]+/)
        .filter(Boolean),
    );
  if (Array.isArray(value)) return value.filter(isText).map(rangeInText);
  if (!isJsonObject(value)) return undefined;
  return Object.entries(value).filter((entry): entry is [string, string] => isText(entry[1]));
}

function rangeInText(text: string): readonly [string, string] {
  const trimmed = text.trim();
  const end = trimmed.search(/[@\s<>=]/);
  if (end <= 0) return [trimmed, ''];
  return [trimmed.slice(0, end), trimmed.slice(end).replace(/^@/, '').trim()];
}

/** Either spelling; `true` means every dependency, and an object its keys. */
function bundledIn(manifest: JsonObject, dependencies: Ranges): readonly string[] | undefined {
  const value = own(manifest, 'bundleDependencies') ?? own(manifest, 'bundledDependencies');
  if (value === true) return dependencies.map(([name]) => name);
  if (Array.isArray(value)) return value.filter(isText).filter((name) => name !== '');
  return isJsonObject(value) ? Object.keys(value) : undefined;
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}
