import type { Environment } from '../../source/environment.ts';
import { gitEnvironment } from '../../source/git/git-environment.ts';

/** For a git that talks to a remote: one that says nothing is given up (git(1), GIT_HTTP_LOW_SPEED_TIME). */
export function networkEnvironment({
  env,
  silence = 60,
}: {
  readonly env: Environment;
  /** Seconds without a byte from it, over HTTP. @default 60 */
  readonly silence?: number;
}): Readonly<Record<string, string>> {
  const limits = { GIT_HTTP_LOW_SPEED_LIMIT: '1', GIT_HTTP_LOW_SPEED_TIME: String(silence) };
  return { ...limits, ...gitEnvironment(env, true) };
}
