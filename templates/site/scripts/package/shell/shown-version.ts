// What the page of any version shows, from a version document: unknown JSON until it passed here.
import { countOf, isRecord, textEntries } from '../record.ts';

export interface ShownVersion {
  readonly name: string;
  readonly version: string;
  readonly description: string;
  /** Empty for a version that is not deprecated. */
  readonly deprecation: string;
  readonly license: string | undefined;
  /** In bytes. */
  readonly unpackedSize: number | undefined;
  readonly fileCount: number | undefined;
  readonly integrity: string | undefined;
  readonly engines: ReadonlyMap<string, string>;
  /** Those that npm runs at an install. */
  readonly installScripts: ReadonlyMap<string, string>;
  readonly maintainers: readonly string[];
  readonly publisher: string | undefined;
  readonly homepage: string | undefined;
  readonly repository: string | undefined;
  /** Of the package in its repository. */
  readonly directory: string | undefined;
  readonly dependencies: readonly DependencyList[];
  readonly readme: { readonly text: string; readonly fileName: string } | undefined;
}

export interface DependencyList {
  readonly title: string;
  readonly ranges: ReadonlyMap<string, string>;
}

const lists = [
  ['Dependencies', 'dependencies'],
  ['Optional dependencies', 'optionalDependencies'],
  ['Peer dependencies', 'peerDependencies'],
] as const;

const runAtInstall = ['preinstall', 'install', 'postinstall'];

export function parseShownVersion(
  { name, version }: { readonly name: string; readonly version: string },
  document: Readonly<Record<string, unknown>>,
): ShownVersion {
  const dist = isRecord(document['dist']) ? document['dist'] : {};
  const scripts = textEntries(document['scripts']);
  const repository = document['repository'];
  const people = Array.isArray(document['maintainers'])
    ? (document['maintainers'] as unknown[])
    : [];
  return {
    name,
    version,
    description: textOf(document['description']) ?? '',
    deprecation: textOf(document['deprecated']) ?? '',
    license: textOf(document['license']),
    unpackedSize: countOf(dist['unpackedSize']),
    fileCount: countOf(dist['fileCount']),
    integrity: textOf(dist['integrity']),
    engines: textEntries(document['engines']),
    installScripts: new Map([...scripts].filter(([key]) => runAtInstall.includes(key))),
    maintainers: people.flatMap((person) => nameOf(person) ?? []),
    publisher: nameOf(document['_npmUser']),
    homepage: webAddress(document['homepage']),
    repository: webAddress(repositoryUrl(repository)),
    directory: isRecord(repository) ? textOf(repository['directory']) : undefined,
    dependencies: lists
      .map(([title, key]) => ({ title, ranges: textEntries(document[key]) }))
      .filter(({ ranges }) => ranges.size > 0),
    readme: readmeOf(document),
  };
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function nameOf(person: unknown): string | undefined {
  return isRecord(person) ? textOf(person['name']) : textOf(person);
}

function repositoryUrl(repository: unknown): unknown {
  const url = isRecord(repository) ? repository['url'] : repository;
  return typeof url === 'string' ? url.replace(/^git\+/, '').replace(/\.git$/, '') : undefined;
}

/** Of a page that a link may lead to: `javascript:` and the like are text that nobody needs. */
function webAddress(value: unknown): string | undefined {
  const url = typeof value === 'string' && URL.canParse(value) ? new URL(value) : undefined;
  return url?.protocol === 'https:' || url?.protocol === 'http:' ? url.href : undefined;
}

function readmeOf(document: Readonly<Record<string, unknown>>): ShownVersion['readme'] {
  const text = textOf(document['readme']);
  if (text === undefined) return undefined;
  return { text, fileName: textOf(document['readmeFilename']) ?? 'README.md' };
}
