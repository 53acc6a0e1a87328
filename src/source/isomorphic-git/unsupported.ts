// isomorphic-git 1.44 fails on some repositories and is silently wrong on others: they are refused beforehand.
import fs from 'node:fs';
import { open, readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import git from 'isomorphic-git';
import { StillpackError } from '../../errors.ts';
import { indexFeaturesOf } from './index-features.ts';

/** A pack is read into one Buffer by `readFile`, which ends at 2 GiB (Node 20). */
const maxPackBytes = 2 ** 31 - 1;

/** Throws REPOSITORY_UNSUPPORTED for a repository that isomorphic-git would read wrongly or not at all. */
export async function refuseUnsupported(gitDir: string): Promise<void> {
  const found =
    (await worktreeFeature(gitDir)) ??
    (await configFeature(gitDir)) ??
    (await objectsFeature(gitDir)) ??
    (await indexFeature(gitDir));
  if (found === undefined) return;
  throw new StillpackError(
    'REPOSITORY_UNSUPPORTED',
    `The embedded git engine cannot read this repository: ${found.what}.`,
    {
      path: gitDir,
      hint: `Install git and use \`--engine git\`${found.or === undefined ? '' : `, or ${found.or}`}.`,
    },
  );
}

interface Feature {
  readonly what: string;
  /** Another way out than the git program. */
  readonly or?: string;
}

async function worktreeFeature(gitDir: string): Promise<Feature | undefined> {
  const linked = await textOf(join(gitDir, 'commondir'));
  return linked === undefined
    ? undefined
    : { what: 'it is a linked worktree', or: 'build from the main work tree' };
}

const partialClone: Feature = {
  what: 'it is a partial clone',
  or: 'clone again without `--filter`',
};

async function configFeature(gitDir: string): Promise<Feature | undefined> {
  const get = async (path: string): Promise<string | undefined> => {
    // The library types every value as `any`.
    const value = (await git.getConfig({ fs, gitdir: gitDir, path })) as unknown;
    return typeof value === 'string' ? value.toLowerCase() : undefined;
  };
  const format = await get('extensions.objectformat');
  if (format !== undefined && format !== 'sha1') return { what: `its object format is ${format}` };
  const storage = await get('extensions.refstorage');
  if (storage !== undefined && storage !== 'files') {
    return {
      what: `its refs are stored as ${storage}`,
      or: 'convert it with `git refs migrate --ref-format=files`',
    };
  }
  if ((await get('extensions.partialclone')) !== undefined) return partialClone;
  for (const { remote } of await git.listRemotes({ fs, gitdir: gitDir })) {
    if ((await get(`remote.${remote}.promisor`)) === 'true') return partialClone;
  }
  return undefined;
}

async function objectsFeature(gitDir: string): Promise<Feature | undefined> {
  const alternates = await textOf(join(gitDir, 'objects/info/alternates'));
  if (alternates !== undefined && alternates.trim() !== '') {
    return {
      what: 'it borrows objects from another repository',
      or: 'copy them with `git repack -a -d` and remove objects/info/alternates',
    };
  }
  const packs = join(gitDir, 'objects/pack');
  for (const name of await namesIn(packs)) {
    if (name.endsWith('.promisor')) return partialClone;
    if (name.endsWith('.pack') && (await stat(join(packs, name))).size > maxPackBytes) {
      return {
        what: 'one of its packs is larger than 2 GiB',
        or: 'repack it with `git repack -a -d --max-pack-size=1g`',
      };
    }
    if (name.endsWith('.idx') && !(await isIndexVersion2(join(packs, name)))) {
      return {
        what: 'one of its pack indexes has the old format',
        or: 'repack it with `git repack -a -d`',
      };
    }
  }
  return undefined;
}

async function indexFeature(gitDir: string): Promise<Feature | undefined> {
  let index: Uint8Array;
  try {
    index = await readFile(join(gitDir, 'index'));
  } catch {
    return undefined;
  }
  const { version, split, sparse } = indexFeaturesOf(index);
  if (split) {
    return { what: 'its index is split', or: 'run `git update-index --no-split-index`' };
  }
  if (sparse) {
    return {
      what: 'its index is sparse',
      or: 'run `git sparse-checkout reapply --no-sparse-index`',
    };
  }
  return version <= 3
    ? undefined
    : {
        what: `its index has version ${version}`,
        or: 'run `git update-index --index-version 2`',
      };
}

async function isIndexVersion2(file: string): Promise<boolean> {
  const handle = await open(file);
  try {
    const { buffer } = await handle.read(Buffer.alloc(8), 0, 8, 0);
    return buffer.toString('hex') === 'ff744f6300000002';
  } finally {
    await handle.close();
  }
}

async function textOf(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch {
    return undefined;
  }
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch {
    return [];
  }
}
