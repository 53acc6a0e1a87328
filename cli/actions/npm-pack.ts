// Stands for libnpmpack in the actions: a runner has npm, and its library is as large as all the rest of the bundle.
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { tokenVariables } from '../../src/source/git/token-environment.ts';

const run = promisify(execFile);

/** The bytes that `npm pack` makes of a folder (`file:/…`). Rejects with what npm says. */
export default async function pack(
  spec: string,
  { ignoreScripts }: { readonly ignoreScripts: boolean },
): Promise<Buffer> {
  const folder = await mkdtemp(path.join(tmpdir(), 'stillpack-pack-'));
  try {
    const options = ['--pack-destination', folder, ...(ignoreScripts ? ['--ignore-scripts'] : [])];
    // Windows starts npm through its shell alone; only the folder comes from this machine, and it is ours.
    const shell = process.platform === 'win32';
    const cwd = spec.slice('file:'.length);
    await run('npm', ['pack', ...options], { cwd, shell, env: withoutSecrets(process.env) });
    const [file = ''] = await readdir(folder);
    return await readFile(path.join(folder, file));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The package's own scripts run: what the workflow gave to the action is not theirs. */
function withoutSecrets(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const secret = new Set<string>(['STILLPACK_FORGE_TOKEN', tokenVariables.token]);
  return Object.fromEntries(
    Object.entries(env).filter(([name]) => !name.startsWith('INPUT_') && !secret.has(name)),
  );
}
