// `stillpack codeowners`: who a forge asks to review which package.
import { type CodeOwners, codeOwnersHeader, renderCodeOwners } from '../change/code-owners.ts';
import { changeOf } from '../change/change.ts';
import { configFileName } from '../config.ts';
import { StillpackError } from '../errors.ts';
import { type ChangeOptions, type ChangeReport, changeRepository } from './change-repository.ts';
import { readConfig } from './read-config.ts';
import { listFiles } from './read-held.ts';
import { type OwnedPackage, readOwned } from './read-owned.ts';
import { readDirectory } from './read-people.ts';
import { type ReadOptions, readRepository, type RepositoryAt } from './read-repository.ts';

/** Where forges look, GitHub's place first: the one that is there is kept, else the first is made. */
export const codeOwnersPaths = ['.github/CODEOWNERS', '.gitlab/CODEOWNERS', 'CODEOWNERS'] as const;

export interface CodeOwnersReport extends CodeOwners {
  /** Where it stands, or would. */
  readonly path: string;
  /** The commit holds exactly this text. */
  readonly current: boolean;
}

/** What the file should say. Throws CONFIG_INVALID, USER_INVALID, ORG_INVALID, META_INVALID, FILE_TOO_LARGE. */
export async function readCodeOwners(options: ReadOptions): Promise<CodeOwnersReport> {
  return readRepository(options, async (repository) => {
    const { text, warnings, path, held } = await planned(repository);
    return { text, warnings, path, current: held === text };
  });
}

/** Commits it. Throws likewise, and FILE_EXISTS for a file that somebody else wrote. */
export async function writeCodeOwners(
  options: ChangeOptions,
): Promise<ChangeReport & Pick<CodeOwners, 'warnings'>> {
  const { plan, report } = await changeRepository(options, async (repository) => {
    const { text, warnings, path, held } = await planned(repository);
    if (held !== undefined && !held.startsWith(codeOwnersHeader)) throw handwritten(path);
    const files = held === text ? [] : [{ path, bytes: new TextEncoder().encode(text) }];
    return { warnings, change: changeOf(files, 'Write CODEOWNERS\n') };
  });
  return { ...report, warnings: plan.warnings };
}

interface Planned extends CodeOwners {
  readonly path: string;
  /** What the commit holds there. */
  readonly held: string | undefined;
}

async function planned(repository: RepositoryAt): Promise<Planned> {
  const { engine } = repository;
  const config = await readConfig(engine, await listFiles(repository, configFileName));
  const packages: OwnedPackage[] = [];
  for await (const pkg of readOwned(repository)) packages.push(pkg);
  const directory = await readDirectory(repository);
  const owners = renderCodeOwners({ admins: config.gateway.admins, directory, packages });
  for (const path of codeOwnersPaths) {
    const [entry] = await listFiles(repository, path);
    if (entry === undefined) continue;
    const bytes = await engine.readBlob(entry.oid, maximumBytes);
    const isText = bytes instanceof Uint8Array;
    return { ...owners, path, held: isText ? new TextDecoder().decode(bytes) : '' };
  }
  return { ...owners, path: codeOwnersPaths[0], held: undefined };
}

/** More than any that is written here. */
const maximumBytes = 4 * 1024 * 1024;

function handwritten(path: string): StillpackError {
  return new StillpackError('FILE_EXISTS', `${path} was not written by stillpack.`, {
    path,
    hint: 'Nothing was changed; remove it first if the owners in users/, orgs/ and packages/ are to count.',
  });
}
