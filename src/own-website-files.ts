// What a registry repository has in the place of the program's files for the website: templates/site/.
import { StillpackError } from './errors.ts';
import { isHousekeeping } from './source/classify-entry.ts';
import type { TemplateFile } from './source/snapshot.ts';

/** By file name. */
export type OwnFiles = ReadonlyMap<string, Uint8Array>;

const folder = 'templates/site/';

/** `logo` is the file that stillpack.json names. Throws TEMPLATE_INVALID for whatever the website has no place for. */
export async function readOwnFiles(
  templates: readonly TemplateFile[],
  { logo }: { readonly logo?: string | undefined },
): Promise<OwnFiles> {
  const known = new Set(['site.css', 'icon.svg', ...(logo === undefined ? [] : [logo])]);
  const read = templates.map(async (file) => {
    const { path, isRegular } = file;
    const name = path.slice(folder.length);
    if (!isRegular || name === '') {
      throw templateInvalid(path, 'is no regular file', 'Commit the file itself, or remove it.');
    }
    if (isHousekeeping(path)) return [];
    if (!known.has(name) && (!name.endsWith('.mustache') || name.includes('/'))) {
      const hint = `${folder} holds <name>.mustache, site.css, icon.svg and the logo that stillpack.json names: rename it, or move it elsewhere.`;
      throw templateInvalid(path, 'is no file that the website has a place for', hint);
    }
    const bytes = await file.read();
    if (typeof bytes !== 'string') return [[name, bytes] as const];
    const what = bytes === 'too-large' ? 'is too large' : 'is no file in git';
    throw templateInvalid(path, what, 'Make it smaller, or remove it.');
  });
  return new Map((await Promise.all(read)).flat());
}

export function templateInvalid(path: string, what: string, hint: string): StillpackError {
  return new StillpackError('TEMPLATE_INVALID', `${path} ${what}.`, { path, hint });
}
