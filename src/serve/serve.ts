// `stillpack serve`: builds HEAD for its own loopback URL, serves it, and builds again when HEAD moves.
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from '../build.ts';
import type { BuildReport } from '../build-report.ts';
import { StillpackError } from '../errors.ts';
import type { BuildOptions } from '../options.ts';
import { createRegistryHandler } from './registry-handler.ts';
import { repositoryState, watchRepository } from './watch-repository.ts';

export interface ServeOptions extends Omit<BuildOptions, 'out' | 'url' | 'host' | 'strict'> {
  /** 0 takes a free one. */
  readonly port: number;
  /** Called after each build. */
  readonly onBuilt?: ((report: BuildReport) => void) | undefined;
  /** Called when a later build is refused; the last good one stays up. */
  readonly onRefused?: ((error: unknown) => void) | undefined;
}

export interface RegistryServer {
  /** `http://127.0.0.1:4873/`. */
  readonly url: string;
  /** What the first build had to say. */
  readonly report: BuildReport;
  close(): Promise<void>;
}

/** Resolves once the registry can be installed from. Throws PORT_IN_USE, and whatever `build` throws. */
export async function serve(options: ServeOptions): Promise<RegistryServer> {
  const out = await mkdtemp(path.join(tmpdir(), 'stillpack-serve-'));
  const handle = createRegistryHandler(out);
  const server = createServer((request, response) => void handle(request, response));
  const close = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await rm(out, { recursive: true, force: true });
  };
  try {
    const url = await listen(server, options.port);
    const rebuild = (): Promise<BuildReport> => build({ ...options, out, url, host: 'serve' });
    // Read before the build, so that a commit made meanwhile is noticed.
    const state = await repositoryState(options);
    const report = await rebuild();
    options.onBuilt?.(report);
    const stopWatching = watchRepository(options, state, async () => {
      try {
        const next = await rebuild();
        options.onBuilt?.(next);
      } catch (error) {
        options.onRefused?.(error);
      }
    });
    return {
      url,
      report,
      close: async () => {
        await stopWatching();
        await close();
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function listen(server: Server, port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      reject(
        cause.code === 'EADDRINUSE'
          ? new StillpackError('PORT_IN_USE', `Port ${port} is in use.`, {
              hint: 'Give another with --port, or --port 0 for a free one.',
              cause,
            })
          : cause,
      );
    });
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      // A TCP server that listens has an address object.
      const bound = typeof address === 'object' && address !== null ? address.port : port;
      resolve(`http://127.0.0.1:${bound}/`);
    });
  });
}
