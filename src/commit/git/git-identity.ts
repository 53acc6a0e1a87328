// Who commits: whom git knows, and stillpack itself for what git does not know.
import type { Environment } from '../../source/environment.ts';
import type { GitProgram } from '../../source/git/git-program.ts';
import { fallbackIdentity } from '../identity.ts';

const roles = ['AUTHOR', 'COMMITTER'] as const;

/** The caller's own GIT_AUTHOR_… and GIT_COMMITTER_… variables. */
export function identityVariables(env: Environment): Readonly<Record<string, string>> {
  const names = roles.flatMap((role) =>
    ['NAME', 'EMAIL', 'DATE'].map((key) => `GIT_${role}_${key}`),
  );
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = env[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

/**
 * The fewest variables that make git know author and committer without guessing from the machine's name: git
 * would invent `root@host`, or refuse to commit.
 */
export async function readIdentityVariables(
  git: GitProgram,
): Promise<Readonly<Record<string, string>>> {
  let variables = {};
  for (const role of roles) {
    const name = { [`GIT_${role}_NAME`]: fallbackIdentity.name };
    const email = { [`GIT_${role}_EMAIL`]: fallbackIdentity.email };
    for (const missing of [{}, email, name, { ...name, ...email }]) {
      if (!(await knows(git, role, missing))) continue;
      variables = { ...variables, ...missing };
      break;
    }
  }
  return variables;
}

async function knows(
  git: GitProgram,
  role: (typeof roles)[number],
  variables: Readonly<Record<string, string>>,
): Promise<boolean> {
  // `git var` reads user.* as well as the variables; the settings stand in for them here.
  const settings = Object.entries(variables).flatMap(([key, value]) => {
    const [, who = '', what = ''] = key.toLowerCase().split('_');
    return ['-c', `${who}.${what}=${value}`];
  });
  const args = ['-c', 'user.useConfigOnly=true', ...settings, 'var', `GIT_${role}_IDENT`];
  return (await git.run(args)).code === 0;
}
