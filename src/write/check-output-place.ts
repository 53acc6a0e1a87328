import { realpath } from 'node:fs/promises';
import nodePath from 'node:path';
import { StillpackError } from '../errors.ts';

/** Where the repository lies, absolute. */
export interface RepositoryPlace {
  readonly gitDir: string;
  readonly commonDir: string;
  readonly workTree: string | undefined;
}

/** What a build reads; its output there would be input for the next commit. */
const inputs = ['packages', 'users', 'orgs'];

/**
 * Throws OPTION_INVALID for an output folder that is the work tree itself, lies among its inputs or in git's own
 * folder, or is reached through a link in the repository: whoever commits could choose the place. Gives its path in
 * the repository, `undefined` when it lies elsewhere.
 */
export async function checkOutputPlace(
  out: string,
  repository: RepositoryPlace,
): Promise<string | undefined> {
  const { workTree, gitDir, commonDir } = repository;
  const place = await realPathOf(out);
  const refuse = (why: string): never => {
    throw new StillpackError('OPTION_INVALID', `The output folder ${out} ${why}.`, {
      path: out,
      hint: 'Choose another with --out.',
    });
  };
  for (const dir of [gitDir, commonDir]) {
    if (isInside(place, await realPathOf(dir))) refuse("lies in git's own folder");
  }
  if (workTree === undefined) return undefined;
  const root = await realPathOf(workTree);
  if (place === root) refuse('is the repository');
  for (const input of inputs) {
    if (isInside(place, nodePath.join(root, input))) refuse(`lies in ${input}/ of the repository`);
  }
  if (await leadsOut(nodePath.resolve(out), root)) {
    refuse('is reached through a link in the repository');
  }
  if (!isInside(place, root)) return undefined;
  return nodePath.relative(root, place).split(nodePath.sep).join('/');
}

/** OPTION_INVALID: what whoever commits has put there would be served beside what is built, or instead of it. */
export function refuseTracked(out: string): never {
  throw new StillpackError('OPTION_INVALID', `The commit has files in the output folder ${out}.`, {
    path: out,
    hint: 'Remove them with `git rm -r --cached`, and list the folder in .gitignore; or choose another with --out.',
  });
}

/** Whether a link below `root`, or in it, is what leads from the path as spelled to its place. */
async function leadsOut(path: string, root: string): Promise<boolean> {
  const parent = nodePath.dirname(path);
  if (parent === path) return false;
  const folder = await realPathOf(parent);
  const inFolder = nodePath.join(folder, nodePath.basename(path));
  if (isInside(folder, root) && (await realPathOf(inFolder)) !== inFolder) return true;
  return leadsOut(parent, root);
}

function isInside(path: string, folder: string): boolean {
  const relative = nodePath.relative(folder, path);
  const [first] = relative.split(nodePath.sep);
  return first !== '..' && !nodePath.isAbsolute(relative);
}

/** Of as much of the path as exists. */
async function realPathOf(path: string): Promise<string> {
  const absolute = nodePath.resolve(path);
  try {
    return await realpath(absolute);
  } catch {
    const parent = nodePath.dirname(absolute);
    return parent === absolute
      ? absolute
      : nodePath.join(await realPathOf(parent), nodePath.basename(absolute));
  }
}
