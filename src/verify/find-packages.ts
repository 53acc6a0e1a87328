// Which packages a folder holds, read off its paths.
import type { HostPreset, LayoutName } from '../host/host-preset.ts';
import { packageDocument } from '../host/document-names.ts';
import { type PackageName, packageNameOf } from '../package-name.ts';
import { compareText } from '../compare.ts';
import { type BuiltFolder, parseObject } from './built-folder.ts';
import { ownFilesOf } from './own-files.ts';

/** Where a layout keeps a package: `<folder><name><suffix>`, as a file or as a folder. */
interface Place {
  readonly folder: string;
  readonly kind: 'file' | 'folder';
  readonly suffix: string;
  /** What a folder must hold to be a package's. */
  readonly holds?: string;
}

const flatPlaces: readonly Place[] = [
  { folder: '', kind: 'file', suffix: '' },
  { folder: '-/t', kind: 'folder', suffix: '' },
  { folder: '-/v', kind: 'folder', suffix: '' },
  { folder: '-/a', kind: 'file', suffix: '' },
];

const places: Readonly<Record<LayoutName, readonly Place[]>> = {
  flat: flatPlaces,
  static: flatPlaces,
  directory: [
    { folder: '', kind: 'file', suffix: '.html' },
    { folder: '', kind: 'folder', suffix: '', holds: '-/' },
  ],
  object: [
    { folder: 'packuments', kind: 'file', suffix: '' },
    { folder: 'tarballs', kind: 'folder', suffix: '' },
    { folder: 'versions', kind: 'folder', suffix: '' },
  ],
};

/** Every package that has a packument, a version document or a tarball, sorted by name. */
export async function findPackages(
  folder: BuiltFolder,
  preset: HostPreset,
): Promise<readonly PackageName[]> {
  const names = new Set<PackageName>();
  for (const place of places[preset.layout.name]) {
    for (const name of await namesAt(folder, place)) names.add(name);
  }
  // The folder `-` is no name; the host's own files and the website's may look like one.
  const notPackages = new Set(['index.html', ...ownFilesOf(preset), ...(await robotsIn(folder))]);
  return [...names]
    .filter(
      (name) =>
        !preset.layout
          .pathsOf(packageDocument(name, 'packument'))
          .some((path) => notPackages.has(path)),
    )
    .toSorted(compareText);
}

/** The website's; a packument of that name is JSON. */
async function robotsIn(folder: BuiltFolder): Promise<readonly string[]> {
  const path = 'robots.txt';
  const bytes = await folder.read(path);
  return bytes !== undefined && parseObject(bytes) === undefined ? [path] : [];
}

async function namesAt(folder: BuiltFolder, place: Place): Promise<readonly PackageName[]> {
  const prefix = place.folder === '' ? '' : `${place.folder}/`;
  const entries: string[] = [];
  for (const entry of await folder.list(place.folder)) {
    if (!entry.startsWith('@') || !entry.endsWith('/')) entries.push(entry);
    else {
      const inside = await folder.list(`${prefix}${entry.slice(0, -1)}`);
      entries.push(...inside.map((name) => entry + name));
    }
  }
  const names: PackageName[] = [];
  for (const entry of entries) {
    const name = nameOf(entry, place);
    if (name === undefined) continue;
    const { holds } = place;
    if (holds !== undefined && !(await folder.list(`${prefix}${name}`)).includes(holds)) continue;
    names.push(name);
  }
  return names;
}

function nameOf(entry: string, { kind, suffix }: Place): PackageName | undefined {
  const isFolder = entry.endsWith('/');
  if (isFolder !== (kind === 'folder')) return undefined;
  const name = isFolder ? entry.slice(0, -1) : entry;
  return name.endsWith(suffix)
    ? packageNameOf(name.slice(0, name.length - suffix.length))
    : undefined;
}
