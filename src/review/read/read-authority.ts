// Policy, people and rights: of the commit that a change is built on, never of the change.
import type { Config } from '../../config.ts';
import { configFileName } from '../../config.ts';
import { type Directory, parseDirectory } from '../../model/directory.ts';
import type { ReadFile } from '../../model/users.ts';
import type { GitEngine, Oid } from '../../source/git-engine.ts';
import { readInputs } from '../../source/read-inputs.ts';
import type { SourceFile } from '../../source/snapshot.ts';
import { readConfig } from '../../verbs/read-config.ts';
import { listFiles } from '../../verbs/read-held.ts';
import { createRights, type Rights } from '../../verbs/rights.ts';
import { type Finding } from '../finding.ts';
import { findingOf } from '../problem-finding.ts';

export interface Authority {
  readonly config: Config;
  readonly directory: Directory;
  readonly rights: Rights;
  /** What is wrong with it already: a person has to know what was not known. */
  readonly findings: readonly Finding[];
}

/** Throws CONFIG_INVALID: without a policy there is nothing to judge by. */
export async function readAuthority(engine: GitEngine, base: Oid): Promise<Authority> {
  const repository = { engine, commit: base };
  const config = await readConfig(engine, await listFiles(repository, configFileName));
  const { users, orgs } = await readInputs(engine, base);
  const { directory, problems } = parseDirectory({
    users: await readAll(users),
    orgs: await readAll(orgs),
  });
  const findings = problems.map((each): Finding => ({ ...findingOf(each), level: 'person' }));
  return { config, directory, rights: createRights(repository, config.gateway), findings };
}

async function readAll(files: readonly SourceFile[]): Promise<readonly ReadFile[]> {
  const read: ReadFile[] = [];
  for (const file of files) read.push({ path: file.path, bytes: await file.read() });
  return read;
}
