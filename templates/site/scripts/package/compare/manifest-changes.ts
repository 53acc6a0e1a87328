// What differs between the package.json of two versions, where it matters to who installs them.
import { compareText } from '../../../../../src/compare.ts';
import { isRecord } from '../record.ts';
import type { TarFiles } from '../tar-files.ts';

/** `undefined` where there is none. */
export interface ManifestChange {
  readonly key: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

export interface ManifestSection {
  /** A key of package.json. */
  readonly name: string;
  readonly changes: readonly ManifestChange[];
}

const sections = [
  'dependencies',
  'optionalDependencies',
  'peerDependencies',
  'scripts',
  'bin',
  'engines',
] as const;

/** Sections in which something differs. A package.json that cannot be read says nothing. */
export function manifestChanges(from: TarFiles, to: TarFiles): readonly ManifestSection[] {
  const before = readManifest(from);
  const after = readManifest(to);
  return sections
    .map((name) => ({ name, changes: changesOf(textsOf(before[name]), textsOf(after[name])) }))
    .filter(({ changes }) => changes.length > 0);
}

function readManifest(files: TarFiles): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(files.get('package.json')));
    return isRecord(value) ? value : {};
  } catch {
    return {};
  }
}

/** Names are any text, `__proto__` too: a map, and no object. */
function textsOf(value: unknown): ReadonlyMap<string, string> {
  if (typeof value === 'string') return new Map([['', value]]);
  if (!isRecord(value)) return new Map();
  return new Map(
    Object.entries(value).map(([key, text]) => [
      key,
      typeof text === 'string' ? text : JSON.stringify(text),
    ]),
  );
}

function changesOf(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): readonly ManifestChange[] {
  return [...new Set([...before.keys(), ...after.keys()])]
    .sort(compareText)
    .map((key) => ({ key, before: before.get(key), after: after.get(key) }))
    .filter((change) => change.before !== change.after);
}
