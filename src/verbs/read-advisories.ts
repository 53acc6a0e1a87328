// The advisories of a commit, as `parseAdvisories` takes them: no other file of the repository is looked at.
import { StillpackError } from '../errors.ts';
import type { ReadFile } from '../model/users.ts';
import { problem, type Problem } from '../problems.ts';
import { isFileMode, type TreeEntry } from '../source/git-engine.ts';
import { sourceFile } from '../source/package-folder.ts';
import { listFiles } from './read-held.ts';
import type { RepositoryAt } from './read-repository.ts';

/** The folder that advisories lie in. */
export const advisoriesFolder = 'advisories';

export interface AdvisoryFiles {
  readonly files: readonly ReadFile[];
  /** What stands in the place of such a file and is none: never taken for an absent one. */
  readonly problems: readonly Problem[];
}

/** Reads advisories/*.json. Throws REPOSITORY_LAYOUT, FILE_NOT_FETCHED, GIT_FAILED. */
export async function readAdvisories(repository: RepositoryAt): Promise<AdvisoryFiles> {
  const files: ReadFile[] = [];
  const problems = new Map<string, Problem>();
  for (const entry of await listFiles(repository, advisoriesFolder)) {
    if (entry.path === advisoriesFolder) throw notAFolder();
    const [path, inside] = /^(advisories\/[^/]+\.json)(\/.*)?$/.exec(entry.path)?.slice(1) ?? [];
    if (path === undefined) continue;
    if (inside === undefined && isFileMode(entry.mode)) files.push(await read(repository, entry));
    else problems.set(path, problem('ADVISORY_INVALID', path, `${path} is no regular file.`));
  }
  return { files, problems: [...problems.values()] };
}

async function read({ engine }: RepositoryAt, entry: TreeEntry): Promise<ReadFile> {
  return { path: entry.path, bytes: await sourceFile(engine, entry).read() };
}

function notAFolder(): StillpackError {
  return new StillpackError(
    'REPOSITORY_LAYOUT',
    `In this commit, ${advisoriesFolder} is no folder.`,
    {
      path: advisoriesFolder,
      hint: 'Make it what the README describes, and commit that.',
    },
  );
}
