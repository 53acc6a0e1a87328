import type { ChangeAuthor } from '../change/change.ts';
import { fallbackIdentity } from '../commit/identity.ts';
import { type Environment, findProgram } from '../source/environment.ts';
import { gitEnvironment } from '../source/git/git-environment.ts';
import { gitMissing } from '../source/git/git-missing.ts';
import { createGitProgram } from '../source/git/git-program.ts';

/**
 * Who uploads, each part on its own: what was given, else what git is configured with in `cwd`, else whom GitHub Actions
 * or GitLab CI runs for, else stillpack itself. Throws GIT_MISSING.
 */
export async function readAuthor({
  env,
  cwd,
  given,
}: {
  readonly env: Environment;
  readonly cwd: string;
  readonly given: Partial<ChangeAuthor>;
}): Promise<ChangeAuthor> {
  const ofRun = authorOfRun(env);
  const configured = await readConfigured(env, cwd);
  const name = given.name ?? env['GIT_AUTHOR_NAME'] ?? configured.name ?? ofRun?.name;
  const email = given.email ?? env['GIT_AUTHOR_EMAIL'] ?? configured.email ?? ofRun?.email;
  return { name: name ?? fallbackIdentity.name, email: email ?? fallbackIdentity.email };
}

/** Whom a CI service runs for: GitHub's own address for a user's commits, and GitLab's address of the user. */
function authorOfRun(env: Environment): ChangeAuthor | undefined {
  const { GITHUB_ACTOR: actor, GITHUB_ACTOR_ID: id } = env;
  if (env['GITHUB_ACTIONS'] === 'true' && actor !== undefined && id !== undefined) {
    return { name: actor, email: `${id}+${actor}@users.noreply.github.com` };
  }
  const { GITLAB_USER_NAME: name, GITLAB_USER_EMAIL: email } = env;
  const isGitlab = env['GITLAB_CI'] === 'true' && name !== undefined && email !== undefined;
  return isGitlab ? { name, email } : undefined;
}

async function readConfigured(env: Environment, cwd: string): Promise<Partial<ChangeAuthor>> {
  const program = await findProgram('git', env);
  if (program === undefined) throw gitMissing();
  const git = createGitProgram({ program, cwd, env: gitEnvironment(env, false) });
  const read = async (key: string): Promise<string | undefined> => {
    const { code, stdout } = await git.run(['config', '--get', key]);
    const value = stdout.toString('utf8').trim();
    return code === 0 && value !== '' ? value : undefined;
  };
  const [name, email] = [await read('user.name'), await read('user.email')];
  return { ...(name !== undefined && { name }), ...(email !== undefined && { email }) };
}
