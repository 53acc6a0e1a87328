// The small documents below /-/package/.
import type { Package } from '../model/package.ts';
import { jsonFile } from './json-document.ts';
import type { OutputFile } from './output-file.ts';

/** GET /-/package/<name>/dist-tags */
export function distTagsFile(pkg: Package): OutputFile {
  return factFile(pkg, 'dist-tags', Object.fromEntries(pkg.distTags));
}

/** GET /-/package/<name>/collaborators */
export function collaboratorsFile(pkg: Package): OutputFile {
  return factFile(pkg, 'collaborators', Object.fromEntries(pkg.collaborators));
}

/** GET /-/package/<name>/visibility */
export function visibilityFile(pkg: Package): OutputFile {
  return factFile(pkg, 'visibility', { public: pkg.access === 'public' });
}

function factFile(pkg: Package, fact: string, value: object): OutputFile {
  const url = `/-/package/${pkg.name}/${fact}`;
  return jsonFile({ url, kind: 'registry', owner: pkg.name, date: new Date(pkg.modified) }, value);
}
