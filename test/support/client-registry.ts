// A registry repository with the packages that clients install, and `stillpack serve` over it.
import { registryFiles } from './client-packages.ts';
import { createRepository } from './git-repository.ts';
import { stillpackProgram } from './program.ts';
import { startServer } from './server-process.ts';
import { sharedTemporaryDirectory } from './temp-dir.ts';

/** Landed when the test runs; everything else is old. */
const fresh = 'packages/@acme/fresh/fresh-2.0.0.tgz';

/** Makes the repository in `dir`. */
export async function createClientRepository(dir: string): Promise<void> {
  const repository = await createRepository({ dir });
  const files = registryFiles();
  for (const [path, content] of files) {
    if (path !== fresh) await repository.write(path, content);
  }
  await repository.commit('Add packages', { date: '2024-01-01T00:00:00Z' });
  const content = files.get(fresh);
  if (content === undefined) throw new Error(`no ${fresh}`);
  await repository.write(fresh, content);
  await repository.commit('Add fresh 2.0.0', { date: new Date().toISOString() });
}

export interface ClientRegistry {
  readonly url: string;
  close(): Promise<void>;
}

/** `stillpack serve` on a free port. */
export async function startClientRegistry(): Promise<ClientRegistry> {
  const { dir, remove } = await sharedTemporaryDirectory();
  await createClientRepository(dir);
  const server = await startServer(process.execPath, {
    args: [stillpackProgram, 'serve', '--repo', dir, '--port', '0', '--json'],
    ready: (output) => servedUrl(output) !== undefined,
  });
  const url = servedUrl(server.output());
  if (url === undefined) throw new Error('stillpack serve printed no URL');
  return {
    url,
    async close() {
      await server.close();
      await remove();
    },
  };
}

function servedUrl(output: string): string | undefined {
  return /"url":\s*"(http:[^"]+)"/.exec(output)?.[1];
}
