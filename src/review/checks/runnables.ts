// The packages of a tarball whose scripts a client may run: its own, and those that it brings along in node_modules.
import type { ArchiveFile } from '../../inspect/archive-files.ts';
import { isJsonObject, type JsonObject, own } from '../../json.ts';
import { scriptFields } from '../../model/manifest-scripts.ts';
import { parseJson } from '../../parse-json.ts';
import type { ReadVersion } from '../reviewed.ts';
import type { Runnable } from './files-run.ts';

/** The innermost package's folder in node_modules, with its slash. */
const brought = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/@]+\//i;

/**
 * By folder, which ends in a slash; the package's own is empty. npm 11 runs the scripts of bundled packages, too; a
 * folder in node_modules counts whether or not package.json bundles it.
 */
export function runnablesOf({ tarball, files }: ReadVersion): ReadonlyMap<string, Runnable> {
  const folders = new Map<string, Map<string, ArchiveFile>>([['', new Map()]]);
  for (const file of files) {
    const folder = brought.exec(file.path)?.[0] ?? '';
    const held = folders.get(folder) ?? new Map<string, ArchiveFile>();
    folders.set(folder, held);
    const path = file.path.slice(folder.length);
    // Where disks do not tell case apart, clients find it by any.
    held.set(/^(?:binding\.gyp|package\.json)$/i.test(path) ? path.toLowerCase() : path, file);
  }
  return new Map(
    [...folders].map(([folder, held]) => {
      const manifest = folder === '' ? tarball.manifest : manifestIn(held);
      return [folder, runnableOf(manifest, held)];
    }),
  );
}

function manifestIn(files: ReadonlyMap<string, ArchiveFile>): JsonObject {
  const file = files.get('package.json');
  const value = file === undefined ? undefined : parseJson(file.bytes, {}).value;
  return isJsonObject(value) ? value : {};
}

function runnableOf(manifest: JsonObject, files: ReadonlyMap<string, ArchiveFile>): Runnable {
  const scripts = own(scriptFields(manifest, files.has('binding.gyp')), 'scripts');
  const main = own(manifest, 'main');
  return {
    scripts: new Map(
      Object.entries(isJsonObject(scripts) ? scripts : {}).filter(
        (entry): entry is [string, string] => typeof entry[1] === 'string' && entry[1] !== '',
      ),
    ),
    files,
    main: typeof main === 'string' && main !== '' ? main : 'index.js',
  };
}
