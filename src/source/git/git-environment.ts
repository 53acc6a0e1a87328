import type { Environment } from '../environment.ts';
import { tokenEnvironment, tokenVariables } from './token-environment.ts';

/** `GIT_…` variables of the caller that git keeps: where it is installed, its configuration, how it reaches a remote. */
const kept = new Set([
  'GIT_ASKPASS',
  'GIT_CEILING_DIRECTORIES',
  'GIT_CONFIG_GLOBAL',
  'GIT_CONFIG_NOSYSTEM',
  'GIT_CONFIG_SYSTEM',
  'GIT_EXEC_PATH',
  'GIT_PROXY_SSL_CAINFO',
  'GIT_SSH',
  'GIT_SSH_COMMAND',
  'GIT_SSH_VARIANT',
  'GIT_SSL_CAINFO',
  'GIT_SSL_CAPATH',
]);

/**
 * The environment that git runs in. Variables such as GIT_DIR, GIT_INDEX_FILE or GIT_CONFIG_COUNT, which a
 * hook of another repository would hand down, are left out; replaced objects and grafts are off; git never
 * asks anything. Without `network` no transport is allowed, so that a partial clone fetches nothing lazily; with it git
 * gets the token of `tokenEnvironment`, whose errors are thrown.
 */
export function gitEnvironment(env: Environment, network: boolean): Record<string, string> {
  const result: Record<string, string> = {};
  for (const [key, value] of Object.entries(env)) {
    const name = key.toUpperCase();
    if (name === tokenVariables.token) continue;
    if (value !== undefined && (!name.startsWith('GIT_') || kept.has(name))) result[key] = value;
  }
  return {
    ...result,
    LC_ALL: 'C',
    GIT_GRAFT_FILE: '/dev/null',
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
    ...(network
      ? { GIT_ALLOW_PROTOCOL: 'http:https:ssh:file', ...tokenEnvironment(env) }
      : { GIT_ALLOW_PROTOCOL: 'none', GIT_NO_LAZY_FETCH: '1' }),
  };
}
