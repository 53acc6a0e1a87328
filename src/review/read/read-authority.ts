// Policy, people and rights: of the commit that a change is built on, never of the change.
import { type Config, configFileName } from '../../config.ts';
import { type Directory, parseDirectory } from '../../model/directory.ts';
import type { GitEngine, Oid } from '../../source/git-engine.ts';
import { readInputs } from '../../source/read-inputs.ts';
import { readConfig } from '../../verbs/read-config.ts';
import { listFiles } from '../../verbs/read-held.ts';
import { readFiles } from '../../verbs/read-people.ts';
import { createRights, type Rights } from '../../verbs/rights.ts';
import type { Finding } from '../finding.ts';
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
    users: await readFiles(users),
    orgs: await readFiles(orgs),
  });
  const findings = problems.map((each): Finding => ({ ...findingOf(each), level: 'person' }));
  return { config, directory, rights: createRights(repository, config.gateway), findings };
}
