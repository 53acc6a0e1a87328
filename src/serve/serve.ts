// `stillpack serve`: builds HEAD for its own loopback URL, serves it, and builds again when HEAD moves.
import { rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { build } from '../build.ts';
import type { BuildReport } from '../build-report.ts';
import { serve as preset } from '../host/serve.ts';
import type { BuildOptions } from '../options.ts';
import type { Progress } from '../progress.ts';
import { makeTemporaryFolder } from '../temporary-folder.ts';
import { checkPort, listen } from './listen.ts';
import { createRegistryHandler } from './registry-handler.ts';
import { repositoryState, watchRepository } from './watch-repository.ts';

export interface ServeOptions extends Omit<BuildOptions, 'out' | 'url' | 'host' | 'strict'> {
  /** 0 takes a free one. */
  readonly port: number;
  /** Aborted: a build that is going on ends at its next package; the first one then rejects with the reason. */
  readonly signal?: AbortSignal | undefined;
  /** Called before each build. */
  readonly onBuilding?: (() => void) | undefined;
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

/** Resolves once the registry can be installed from. Throws OPTION_INVALID, PORT_IN_USE, and whatever `build` throws. */
export async function serve(options: ServeOptions): Promise<RegistryServer> {
  checkPort(options.port);
  const out = await makeTemporaryFolder('serve');
  const handle = createRegistryHandler(out);
  const server = createServer((request, response) => void handle(request, response));
  const onProgress = (progress: Progress): void => {
    options.signal?.throwIfAborted();
    options.onProgress?.(progress);
  };
  const close = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await rm(out, { recursive: true, force: true });
  };
  try {
    const url = await listen(server, options.port);
    const rebuild = (): Promise<BuildReport> => {
      options.onBuilding?.();
      return build({ ...options, onProgress, out, url, host: preset });
    };
    // Read before the build, so that a commit made meanwhile is noticed.
    const state = await repositoryState(options);
    const report = await rebuild();
    options.onBuilt?.(report);
    const stopWatching = watchRepository(options, state, async () => {
      try {
        const next = await rebuild();
        options.onBuilt?.(next);
      } catch (error) {
        if (options.signal?.aborted !== true) options.onRefused?.(error);
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
