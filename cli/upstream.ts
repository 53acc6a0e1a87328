// The registry that npm is configured with.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { ReviewOptions } from '../src/index.ts';
import type { Io } from './io.ts';

const run = promisify(execFile);

/** Asks npm once, and the registry that it names (or `given`) for each name. */
export function askUpstream(
  io: Io,
  given: string | undefined,
): NonNullable<ReviewOptions['existsUpstream']> {
  let asking: Promise<NonNullable<ReviewOptions['existsUpstream']>> | undefined;
  const open = async (): Promise<NonNullable<ReviewOptions['existsUpstream']>> => {
    const { createUpstreamNames } = await import('../src/review/ask-upstream.ts');
    return createUpstreamNames({ url: given ?? (await configuredRegistry(io)), fetch });
  };
  return async (name) => (await (asking ??= open()))(name);
}

async function configuredRegistry({ cwd, env }: Io): Promise<string> {
  // Windows starts npm through its shell alone; nothing of the command comes from outside.
  const shell = process.platform === 'win32';
  const { stdout } = await run('npm', ['config', 'get', 'registry'], { cwd, env, shell });
  return stdout.trim();
}
