// The providers' own emulators, which run the code or the rules of the real thing.
import { mkdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { startServer } from './server-process.ts';
import type { Host, RunningServer, Site } from './server.ts';
import { type ToolId, toolProgram } from './tools/tool.ts';

const nowhere = 'http://127.0.0.1:9';

interface Emulator {
  readonly tool: ToolId;
  readonly program: string;
  readonly nodeArgs?: readonly string[];
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** On Node 24 and in a home of its own; what it wants from elsewhere is refused. */
async function startEmulator({ work, port }: Site, emulator: Emulator): Promise<RunningServer> {
  await mkdir(work, { recursive: true });
  const node = toolProgram('node-24', 'node');
  const program = toolProgram(emulator.tool, emulator.program);
  return startServer(node, {
    args: [...(emulator.nodeArgs ?? []), program, ...emulator.args],
    cwd: work,
    env: {
      HOME: work,
      PATH: `${dirname(node)}:/usr/bin:/bin`,
      CI: 'true',
      HTTP_PROXY: nowhere,
      HTTPS_PROXY: nowhere,
      NO_PROXY: '127.0.0.1,localhost',
      NO_UPDATE_NOTIFIER: '1',
      ...emulator.env,
    },
    ready: port,
  });
}

export const cloudflarePages: Host = {
  title: 'Cloudflare Pages (wrangler)',
  preset: 'cloudflare-pages',
  can: {
    conventionalTarballs: true,
    versionDocuments: true,
    jsonTypes: true,
    caching: true,
    validators: true,
    ownNotFoundPage: true,
  },
  start: (site) =>
    startEmulator(site, {
      tool: 'wrangler',
      program: 'wrangler',
      args: [
        ...['pages', 'dev', site.dir, '--ip', '127.0.0.1', '--port', String(site.port)],
        ...['--compatibility-date', '2026-01-01'],
      ],
      env: { WRANGLER_SEND_METRICS: 'false', CLOUDFLARE_CF_FETCH_ENABLED: 'false' },
    }),
};

export const firebase: Host = {
  title: 'Firebase Hosting (superstatic)',
  preset: 'firebase',
  can: {
    redirectsTarballs: true,
    jsonTypes: true,
    caching: true,
    cachesMissing: true,
    ownNotFoundPage: true,
  },
  start: (site) =>
    startEmulator(site, {
      tool: 'superstatic',
      program: 'superstatic',
      nodeArgs: ['--import', resolve(import.meta.dirname, 'tools/re2-of-superstatic.js')],
      args: [
        ...['../site', '--hostname', '127.0.0.1', '--port', String(site.port)],
        ...['--config', join(site.dir, 'firebase.json')],
      ],
    }),
};

/** Its ETag is the same for all files, so there is nothing to learn from its 304. */
export const azure: Host = {
  title: 'Azure Static Web Apps (its CLI)',
  preset: 'azure',
  can: { caching: true, plainFeeds: true, ownNotFoundPage: true },
  start: (site) =>
    startEmulator(site, {
      tool: 'swa-cli',
      program: 'swa',
      args: [
        ...['start', site.dir, '--swa-config-location', site.dir],
        ...['--host', '127.0.0.1', '--port', String(site.port)],
      ],
    }),
};
