import { readFile, rm, writeFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { wait, type WaitOptions, type WaitReport } from '../../../src/wait/wait.ts';
import { builtFor } from '../../support/built-registry.ts';
import { listen } from '../../support/loopback-server.ts';

/** Time passes in pauses alone. */
interface Clock extends Pick<WaitOptions, 'now' | 'sleep'> {
  /** Milliseconds. */
  readonly pauses: number[];
}

function clock(onPause: () => Promise<void> = () => Promise.resolve()): Clock {
  let time = 1_000_000_000_000;
  const pauses: number[] = [];
  return {
    pauses,
    now: () => new Date(time),
    sleep: async (milliseconds) => {
      time += milliseconds;
      pauses.push(milliseconds);
      await onPause();
    },
  };
}

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** Serves a folder of the flat layout as clients ask for it, or what `answer` says. */
async function serving(dir: string, answer?: () => Answer | undefined): Promise<string> {
  return listen((request, response) => {
    const own = answer?.();
    if (own !== undefined) {
      own(request, response);
      return;
    }
    const path = decodeURIComponent(request.url ?? '').slice(1);
    readFile(join(dir, path)).then(
      (bytes) => response.end(bytes),
      () => response.writeHead(404).end(),
    );
  });
}

function waitFor(options: Partial<WaitOptions> & Pick<WaitOptions, 'dir'>): Promise<WaitReport> {
  return wait({ fetch, ...clock(), ...options });
}

describe('wait', () => {
  test('is over at once where everything is served', async () => {
    const dir = await builtFor('nginx');
    const url = await serving(dir);
    const time = clock();
    // The record, the list of recent packages, three packuments.
    const served = { url: `${url}/`, documents: 5, stale: [] };
    expect(await waitFor({ dir, url, ...time })).toEqual(served);
    expect(time.pauses).toEqual([]);
  });

  test('asks again, ever more slowly, until the deployment is there', async () => {
    const [before, dir] = [await builtFor('nginx'), await builtFor('nginx')];
    await writeFile(join(before, '@acme/ui'), '{"name":"@acme/ui"}');
    let pauses = 0;
    const time = clock(async () => {
      pauses += 1;
      if (pauses === 3) {
        await writeFile(join(before, '@acme/ui'), await readFile(join(dir, '@acme/ui')));
      }
    });
    const url = await serving(before);
    expect(await waitFor({ dir, url, ...time })).toMatchObject({ stale: [] });
    expect(time.pauses).toEqual([1000, 2000, 4000]);
  });

  test('asks only for what was not there yet, and never for a copy that a cache holds', async () => {
    const dir = await builtFor('nginx');
    const asked: string[] = [];
    let isDeployed = false;
    const url = await serving(dir, () => (request, response) => {
      const path = decodeURIComponent(request.url ?? '').slice(1);
      asked.push(`${path} ${request.headers['cache-control'] ?? ''}`);
      const isOld = path === 'foo' && !isDeployed;
      readFile(join(dir, path)).then(
        (bytes) => response.end(isOld ? 'old' : bytes),
        () => response.writeHead(404).end(),
      );
    });
    const time = clock(() => Promise.resolve((isDeployed = true)).then(() => undefined));
    expect(await waitFor({ dir, url, ...time })).toMatchObject({ stale: [] });
    expect(asked).toHaveLength(6);
    expect(asked.at(-1)).toBe('foo no-cache');
  });

  test('shows the tag of an old document, and takes 304 for an old one', async () => {
    const dir = await builtFor('nginx');
    const tags: unknown[] = [];
    const url = await serving(dir, () => (request, response) => {
      tags.push(request.headers['if-none-match']);
      const isKnown = request.headers['if-none-match'] === '"old"';
      response.writeHead(isKnown ? 304 : 200, { etag: '"old"' }).end(isKnown ? undefined : 'old');
    });
    const report = await waitFor({ dir, url, timeout: 2 });
    expect(new Set(tags)).toEqual(new Set([undefined, '"old"']));
    expect(report.stale[0]).toEqual({
      url: `${url}/-/stillpack/build.json`,
      reason: 'still answers the old document',
    });
  });

  test('keeps the pause that a host asks for, and gives up where that is too long', async () => {
    const dir = await builtFor('nginx');
    let seconds = '7';
    const url = await serving(dir, () => (_request, response) => {
      response.writeHead(503, { 'retry-after': seconds }).end();
    });
    const time = clock(() => Promise.resolve().then(() => void (seconds = '3600')));
    const { stale } = await waitFor({ dir, url, timeout: 60, ...time });
    expect(time.pauses).toEqual([7000]);
    expect(stale).toHaveLength(5);
    expect(stale[0]).toMatchObject({ reason: 'answers 503' });
  });

  test('takes a longer document for another one', async () => {
    const dir = await builtFor('nginx');
    const url = await serving(dir, () => (_request, response) => {
      response.end('x'.repeat(1_000_000));
    });
    const { stale } = await waitFor({ dir, url, timeout: 0 });
    expect(stale.map(({ reason }) => reason)).toEqual(
      Array(5).fill('still answers another document'),
    );
  });

  test('looks at what is uploaded of the folder for an object store', async () => {
    const dir = await builtFor('s3');
    const asked: string[] = [];
    const url = await serving(dir, () => (request, response) => {
      asked.push(request.url ?? '');
      response.writeHead(404).end();
    });
    await waitFor({ dir, url, timeout: 0 });
    expect(asked.toSorted()).toEqual(['/-/v1/search', '/@acme%2fui', '/foo', '/lodash.merge']);
  });

  test('asks where the folder was built for, unless told otherwise', async () => {
    const dir = await builtFor('nginx');
    const asked: string[] = [];
    await waitFor({
      dir,
      timeout: 0,
      fetch: (url) => {
        asked.push(url);
        return Promise.resolve(new Response('', { status: 404 }));
      },
    });
    const { url } = JSON.parse(await readFile(join(dir, '-/stillpack/build.json'), 'utf8')) as {
      readonly url: string;
    };
    expect(asked[0]).toBe(`${url}-/stillpack/build.json`);
  });

  test('refuses when nobody answers at all', async () => {
    const dir = await builtFor('nginx');
    const url = await listen((request) => request.socket.destroy());
    const refusal = waitFor({ dir, url, timeout: 2 });
    await expect(refusal).rejects.toMatchObject({ code: 'SITE_UNREACHABLE', exitCode: 3 });
  });

  test.each([
    ['what no build wrote', 'https://npm.acme.example/', 'OUTPUT_NOT_OURS', ''],
    ['an address that is none', 'npm.acme.example', 'URL_INVALID', 'nginx'],
  ])('refuses %s', async (_what, url, code, host) => {
    const dir = await builtFor('nginx');
    if (host === '') await rm(dir, { recursive: true });
    await expect(waitFor({ dir, url })).rejects.toMatchObject({ code });
  });
});
