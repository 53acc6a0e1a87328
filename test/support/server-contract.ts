// What every host must do with the output that stillpack built for it.
import { createHash } from 'node:crypto';
import { execFile } from 'node:child_process';
import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Client } from './client.ts';
import { bun } from './client-bun.ts';
import { deno } from './client-deno.ts';
import { npm10, npm11 } from './client-npm.ts';
import { pnpm10, pnpm12 } from './client-pnpm.ts';
import { createProject } from './client-project.ts';
import { createClientRepository } from './client-registry.ts';
import { stillpackProgram } from './program.ts';
import { yarn1, yarn4 } from './client-yarn.ts';
import { forgetHost, recordSuccess } from './server-matrix.ts';
import { freePort } from './server-process.ts';
import type { Host } from './server.ts';
import { sharedTemporaryDirectory } from './temp-dir.ts';
import { toolTitle } from './tools/tool.ts';

const clients: readonly Client[] = [npm10, npm11, pnpm10, pnpm12, yarn1, yarn4, bun, deno];

export interface BuiltHost {
  /** Ends in `/`. */
  readonly url: string;
  close(): Promise<void>;
}

/** Builds the client packages for a host's URL with its preset, and starts it. */
export async function startHost(host: Host): Promise<BuiltHost> {
  const { dir: root, remove } = await sharedTemporaryDirectory();
  // Servers give up root's rights and must still be able to read.
  await chmod(root, 0o755);
  const repository = join(root, 'repository');
  const dir = join(root, 'site');
  const port = await freePort();
  const basePath = host.basePath ?? '/';
  const url = `http://127.0.0.1:${port}${basePath}`;
  await createClientRepository(repository);
  const args = ['build', '--repo', repository, '--out', dir, '--url', url, '--host', host.preset];
  await promisify(execFile)(process.execPath, [stillpackProgram, ...args]);
  const server = await host.start({ dir, port, basePath, work: join(root, 'work') });
  return {
    url,
    async close() {
      await server.close();
      await remove();
    },
  };
}

export function testHost(host: Host): void {
  describe(host.title, () => {
    let url: string;
    beforeAll(async () => {
      await forgetHost(host.title);
      const server = await startHost(host);
      url = server.url;
      return () => server.close();
    });
    const get = (path: string, headers: Record<string, string> = {}): Promise<Response> =>
      fetch(`${url}${path}`, { headers });

    test.each(['acme-plain', '@acme%2fui', '@acme%2Fui', '@acme/ui', 'acme.merge', 'AcmeStream'])(
      'GET /%s is the packument',
      async (path) => {
        const response = await get(path);
        expect(response.status).toBe(200);
        expect(await response.json()).toHaveProperty('name', decodeURIComponent(path));
        if (host.can.jsonTypes) expect(response.headers.get('content-type')).toMatch(/json/);
      },
    );

    test('tarballs are whole, and not typed as JSON', async () => {
      for (const name of ['acme-plain', '@acme%2fui']) {
        const { tarball, integrity } = await distOfLatest(await get(name));
        const response = await fetch(tarball);
        expect(response.status).toBe(200);
        expect(response.headers.get('content-type') ?? '').not.toMatch(/json/);
        expect(response.headers.get('content-encoding')).toBeNull();
        const bytes = Buffer.from(await response.arrayBuffer());
        const sha512 = createHash('sha512').update(bytes).digest('base64');
        expect(`sha512-${sha512}`).toBe(integrity);
      }
    });

    test('what is not there is 404', async () => {
      const missing = ['acme-nothing', '@acme%2fnothing', '@acme/nothing', 'acme-plain/9.9.9'];
      for (const path of [...missing, 'acme-plain/-/acme-plain-9.9.9.tgz', '@other/ui']) {
        expect({ path, status: (await get(path)).status }).toEqual({ path, status: 404 });
      }
    });

    test('GET /-/ping and the dist-tags of a package are JSON', async () => {
      expect(await (await get('-/ping')).json()).toEqual({});
      const tags = { latest: '1.1.0', next: '2.0.0-rc.1' };
      expect(await (await get('-/package/acme-plain/dist-tags')).json()).toEqual(tags);
      const scoped = await get('-/package/@acme%2fui/dist-tags');
      expect(await scoped.json()).toEqual({ latest: '1.2.0' });
    });

    test('the attestations of a version are there, for npm and for pnpm', async () => {
      const { attestations } = await distOfLatest(await get('@acme%2fui'));
      const paths = ['@acme/ui', '@acme%2fui', '@acme%2Fui'].map(
        (name) => `${url}-/npm/v1/attestations/${name}@1.2.0`,
      );
      expect(paths[0]).toBe(attestations?.url);
      for (const path of paths) {
        const document = (await (await fetch(path)).json()) as { readonly attestations: unknown };
        expect(document.attestations).toMatchObject([attestations?.provenance]);
      }
      expect((await get('-/npm/v1/attestations/acme-plain@1.1.0')).status).toBe(404);
    });

    const { can } = host;
    if (can.conventionalTarballs) {
      test('tarballs have the URLs that pnpm and yarn leave out of their lock files', async () => {
        const plain = await distOfLatest(await get('acme-plain'));
        expect(plain.tarball).toBe(`${url}acme-plain/-/acme-plain-1.1.0.tgz`);
        const scoped = await distOfLatest(await get('@acme%2fui'));
        expect(scoped.tarball).toBe(`${url}@acme/ui/-/ui-1.2.0.tgz`);
        // yarn 4 asks for the scope's slash in its encoded form.
        expect((await get('@acme%2fui/-/ui-1.2.0.tgz')).status).toBe(200);
      });
    }
    if (can.redirectsTarballs) {
      test('conventional tarball URLs lead to the tarballs', async () => {
        for (const path of ['acme-plain/-/acme-plain-1.1.0.tgz', '@acme/ui/-/ui-1.2.0.tgz']) {
          const response = await get(path);
          expect(response.status).toBe(200);
          expect(response.headers.get('content-type') ?? '').not.toMatch(/json/);
        }
      });
    }
    if (can.versionDocuments) {
      test.each([
        ['acme-plain/1.0.0', '1.0.0'],
        ['acme-plain/latest', '1.1.0'],
        ['acme-plain/next', '2.0.0-rc.1'],
        ['@acme/ui/1.2.0', '1.2.0'],
        ['@acme%2fui/latest', '1.2.0'],
        ['@acme%2Fui/latest', '1.2.0'],
      ])('GET /%s is a version manifest', async (path, version) => {
        const response = await get(path);
        expect(response.status).toBe(200);
        expect(await response.json()).toHaveProperty('version', version);
      });
    }
    if (can.caching) {
      test('tarballs may be kept for ever, documents may not', async () => {
        const packument = await get('acme-plain');
        expect(packument.headers.get('cache-control')).toMatch(/public/);
        expect(packument.headers.get('cache-control')).not.toMatch(/immutable/);
        const { tarball } = await distOfLatest(packument);
        expect((await fetch(tarball)).headers.get('cache-control')).toMatch(/immutable/);
      });
    }
    if (can.caching && !can.cachesMissing) {
      test('a tarball that is missing may not be kept for ever', async () => {
        const missing = await get('acme-plain/-/acme-plain-9.9.9.tgz');
        expect(missing.headers.get('cache-control') ?? '').not.toMatch(/immutable/);
      });
    }
    if (can.negotiation) {
      test('the Accept header chooses between the abbreviated and the full packument', async () => {
        const accept = 'application/vnd.npm.install-v1+json; q=1.0, application/json; q=0.8, */*';
        for (const path of ['acme-plain', '@acme%2fui']) {
          const abbreviated = await get(path, { accept });
          expect(abbreviated.headers.get('vary')).toMatch(/accept/i);
          expect(await abbreviated.json()).not.toHaveProperty('_id');
          const full = await get(path, { accept: 'application/json' });
          expect(full.headers.get('vary')).toMatch(/accept/i);
          expect(await full.json()).toHaveProperty('_id');
        }
      });
    }
    if (can.validators) {
      test('a document that did not change is 304', async () => {
        const { headers } = await get('acme-plain');
        const [etag, date] = [headers.get('etag'), headers.get('last-modified')];
        const known =
          etag === null ? { 'if-modified-since': date ?? '' } : { 'if-none-match': etag };
        expect((await get('acme-plain', known)).status).toBe(304);
      });
    }

    if (can.refusesWrites) {
      test('npm publish, and whatever else would change something, fails', async () => {
        for (const method of ['PUT', 'POST', 'DELETE', 'PATCH']) {
          const send = async (path: string): Promise<number> =>
            (await fetch(`${url}${path}`, { method, body: '{}' })).status;
          for (const path of ['acme-plain', '@acme%2fui', '-/package/acme-plain/dist-tags']) {
            expect({ method, path, status: await send(path) }).toMatchObject({ status: 405 });
          }
          expect([404, 405]).toContain(await send('acme-nothing'));
        }
      });
    }

    test.each(clients.map((client) => [toolTitle(client.tool), client] as const))(
      '%s installs a plain and a scoped package',
      async (title, client) => {
        const project = await createProject(client, { registry: url });
        await project.run(client.add('acme-plain', '@acme/ui'));
        expect(await project.installed('acme-plain')).toBe('1.1.0');
        expect(await project.installed('@acme/ui')).toBe('1.2.0');
        await recordSuccess(host.title, title);
      },
    );
  });
}

interface Dist {
  readonly tarball: string;
  readonly integrity: string;
  readonly attestations?: { readonly url: string; readonly provenance: object };
}

async function distOfLatest(response: Response): Promise<Dist> {
  // A packument that stillpack wrote: its shape is what the tests beside this file are about.
  const packument = (await response.json()) as {
    readonly 'dist-tags': { readonly latest: string };
    readonly versions: Readonly<Record<string, { readonly dist: Dist }>>;
  };
  const version = packument.versions[packument['dist-tags'].latest];
  if (version === undefined) throw new Error('latest is not a version');
  return version.dist;
}
