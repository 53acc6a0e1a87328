// Real servers answer with a compressed twin where the client accepts it, and never with another package's document.
import { execFile } from 'node:child_process';
import { chmod, readFile } from 'node:fs/promises';
import { request, type IncomingHttpHeaders } from 'node:http';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, test } from 'vitest';
import { npm11 } from '../support/client-npm.ts';
import { createProject } from '../support/client-project.ts';
import { createRepository } from '../support/git-repository.ts';
import { stillpackProgram } from '../support/program.ts';
import { apache } from '../support/server-apache.ts';
import { caddy } from '../support/server-caddy.ts';
import { nginx } from '../support/server-nginx.ts';
import { freePort } from '../support/server-process.ts';
import type { Host } from '../support/server.ts';
import { packageTarball } from '../support/tarball.ts';
import { sharedTemporaryDirectory } from '../support/temp-dir.ts';

/** Those of a package that ends in `.gz` or `.br` are what a server finds that looks for twins by their endings. */
const names = ['acme-ui', 'acme-ui.gz', 'acme-ui.br', '@acme/kit', '@acme/kit.gz', 'acme-tiny.gz'];

async function createLargePackages(dir: string): Promise<void> {
  const repository = await createRepository({ dir });
  const add = (name: string, version: string, description: string): Promise<void> =>
    repository.write(
      `packages/${name}/${name.replace(/^@.*\//, '')}-${version}.tgz`,
      packageTarball({ manifest: { name, version, description }, files: { 'index.js': '' } }),
    );
  for (const name of names) await add(name, '1.0.0', `${name} `.repeat(200));
  // One version's document is the twin of another's, by its ending.
  await add('acme-ui', '1.0.0-rc', 'acme '.repeat(300));
  await add('acme-ui', '1.0.0-rc.gz', 'acme '.repeat(300));
  await add('acme-tiny', '1.0.0', 'tiny');
  await repository.write('stillpack.json', '{"precompressed": ["gzip", "br"]}');
  await repository.commit('Add packages', { date: '2024-01-01T00:00:00Z' });
}

interface Running {
  readonly url: string;
  /** What was built. */
  readonly dir: string;
  close(): Promise<void>;
}

async function start(host: Host, { compresses }: { compresses: boolean }): Promise<Running> {
  const { dir: root, remove } = await sharedTemporaryDirectory();
  // Servers give up root's rights and must still be able to read.
  await chmod(root, 0o755);
  const [repo, dir] = [join(root, 'repository'), join(root, 'site')];
  const [port, basePath] = [await freePort(), '/npm/'];
  const url = `http://127.0.0.1:${port}${basePath}`;
  await createLargePackages(repo);
  const args = ['build', '--repo', repo, '--out', dir, '--url', url, '--host', host.preset];
  await promisify(execFile)(process.execPath, [stillpackProgram, ...args]);
  const server = await host.start({ dir, port, basePath, work: join(root, 'work'), compresses });
  return {
    ...{ url, dir },
    async close() {
      await server.close();
      await remove();
    },
  };
}

interface Answer {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  /** As they came. */
  readonly body: Buffer;
}

function get(url: string, headers: Readonly<Record<string, string>>): Promise<Answer> {
  return new Promise((resolve, reject) => {
    request(url, { headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({
          status: response.statusCode,
          headers: response.headers,
          body: Buffer.concat(chunks),
        }),
      );
    })
      .on('error', reject)
      .end();
  });
}

const abbreviated = 'application/vnd.npm.install-v1+json; q=1.0, application/json; q=0.8, */*';

/** URL below the registry's, Accept header, path in the built folder. */
const documents: readonly (readonly [string, string, string])[] = [
  ['acme-ui', 'application/json', 'acme-ui'],
  ['acme-ui', abbreviated, '-/a/acme-ui'],
  ['acme-ui.gz', '*/*', 'acme-ui.gz'],
  ['acme-ui.br', abbreviated, '-/a/acme-ui.br'],
  ['acme-ui/1.0.0', '*/*', '-/v/acme-ui/1.0.0'],
  ['acme-ui/1.0.0-rc', '*/*', '-/v/acme-ui/1.0.0-rc'],
  ['acme-ui/1.0.0-rc.gz', '*/*', '-/v/acme-ui/1.0.0-rc.gz'],
  ['acme-ui/latest', '*/*', '-/v/acme-ui/latest'],
  ['@acme%2fkit', '*/*', '@acme/kit'],
  ['@acme%2Fkit', abbreviated, '-/a/@acme/kit'],
  ['@acme/kit.gz', '*/*', '@acme/kit.gz'],
  ['@acme%2fkit/1.0.0', '*/*', '-/v/@acme/kit/1.0.0'],
  ['acme-tiny', '*/*', 'acme-tiny'],
  ['acme-tiny/1.0.0', '*/*', '-/v/acme-tiny/1.0.0'],
  ['acme-tiny.gz', '*/*', 'acme-tiny.gz'],
  ['-/ping', '*/*', '-/ping'],
  ['-/v1/search?text=ui', '*/*', '-/v1/search'],
];

/** Accept-Encoding, and which twin it asks for. */
const acceptable: readonly (readonly [string | undefined, 'br' | 'gzip' | undefined])[] = [
  [undefined, undefined],
  ['gzip', 'gzip'],
  ['br', 'br'],
  ['gzip,deflate', 'gzip'],
  ['gzip, deflate, br, zstd', 'br'],
  ['br;q=0, gzip;q=0.5', 'gzip'],
  ['gzip;q=0', undefined],
  ['gzip;q=0.0, br; q=0', undefined],
  ['identity', undefined],
];

describe.each([nginx, caddy, apache])('$title', (host) => {
  describe.each([
    ['', false],
    ['that compresses by itself, too: ', true],
  ])('%s', (_how, compresses) => {
    let running: Running;
    beforeAll(async () => {
      running = await start(host, { compresses });
      return () => running.close();
    });
    const fileAt = (path: string): Promise<Buffer | undefined> =>
      readFile(join(running.dir, path)).catch(() => undefined);
    const ask = (
      path: string,
      accept: string,
      encoding: string | undefined,
      more: Readonly<Record<string, string>> = {},
    ): Promise<Answer> =>
      get(`${running.url}${path}`, {
        ...{ accept, ...more },
        ...(encoding === undefined ? {} : { 'accept-encoding': encoding }),
      });

    test.each(documents)(
      'GET /%s (Accept: %s) is that very document',
      async (url, accept, path) => {
        const document = await fileAt(path);
        const etags = new Map<string, string | undefined>();
        for (const [header, encoding] of acceptable) {
          const twin = encoding && (await fileAt(`-/z/${encoding}/${path}`));
          // What has no twin is the server's to compress.
          if (compresses && encoding !== undefined && twin === undefined) continue;
          const { status, headers, body } = await ask(url, accept, header);
          const form = twin === undefined ? undefined : encoding;
          expect({ header, status, form: headers['content-encoding'] }).toEqual({
            ...{ header, status: 200, form },
          });
          expect(body.equals(twin ?? document ?? Buffer.alloc(0)), header).toBe(true);
          expect(headers['content-type']).toBe('application/json');
          const vary = (headers.vary ?? '').toLowerCase().split(/, ?/);
          expect(vary).toContain('accept-encoding');
          if (!path.startsWith('-/v') && url !== '-/ping') expect(vary).toContain('accept');
          expect(headers['cache-control']).toBe('public, max-age=60');
          const etag = headers.etag ?? '';
          expect(etags.get(etag) ?? form, 'forms share an ETag').toBe(form);
          etags.set(etag, form);
          const again = await ask(url, accept, header, { 'if-none-match': etag });
          expect([again.status, again.body.length]).toEqual([304, 0]);
          expect((again.headers.vary ?? '').toLowerCase()).toContain('accept-encoding');
        }
        const forms = new Set(etags.values());
        expect(etags.size, 'each form has an ETag').toBe(forms.size);
      },
    );

    test('the large documents have twins, and are answered with them', async () => {
      for (const path of ['acme-ui', '-/a/acme-ui', '-/v/acme-ui/1.0.0', '@acme/kit']) {
        expect(await fileAt(`-/z/gzip/${path}`), path).toBeDefined();
      }
      expect(await fileAt('-/z/gzip/acme-tiny')).toBeUndefined();
    });

    test('an ETag of one form is not that of another', async () => {
      const { headers } = await ask('acme-ui', '*/*', 'gzip');
      const known = { 'if-none-match': headers.etag ?? '' };
      expect((await ask('acme-ui', '*/*', undefined, known)).status).toBe(200);
      expect((await ask('acme-ui', '*/*', 'br', known)).status).toBe(200);
    });

    test('a range that a document has not is never answered with a text that says to be compressed', async () => {
      for (const header of [undefined, 'gzip', 'br']) {
        const range = { range: 'bytes=99999999-' };
        const { status, headers, body } = await ask('acme-ui', '*/*', header, range);
        if (status === 416)
          expect({ header, form: headers['content-encoding'] }).toEqual({ header });
        else expect([status, body]).toEqual([200, await fileAt(`-/z/${header}/acme-ui`)]);
      }
    });

    test('tarballs come as they are', async () => {
      for (const header of ['gzip', 'br', undefined]) {
        const { status, headers, body } = await ask('acme-ui/-/acme-ui-1.0.0.tgz', '*/*', header);
        expect([status, headers['content-encoding']]).toEqual([200, undefined]);
        expect(headers['content-type']).toBe('application/octet-stream');
        expect(body).toEqual(await fileAt('-/t/acme-ui/acme-ui-1.0.0.tgz'));
      }
    });

    test('what is not there is 404, and so are the twins themselves', async () => {
      const twins = ['-/z/gzip/acme-ui', '-/z/br/-/a/acme-ui', '-/z/gzip/acme-tiny'];
      for (const path of ['acme', 'acme-ui/9.9.9', '@acme%2fui', '-/nothing', ...twins]) {
        const { status, headers } = await ask(path, abbreviated, 'br, gzip;q=0');
        expect({ path, status, form: headers['content-encoding'] }).toEqual({
          ...{ path, status: 404, form: undefined },
        });
        expect(headers['cache-control'] ?? '').not.toContain('immutable');
      }
    });

    test('npm installs', async () => {
      const project = await createProject(npm11, { registry: running.url });
      await project.run(npm11.add('acme-ui', 'acme-ui.gz', '@acme/kit', 'acme-tiny'));
      expect(await project.installed('acme-ui')).toBe('1.0.0');
      expect(await project.installed('acme-ui.gz')).toBe('1.0.0');
      expect(await project.installed('@acme/kit')).toBe('1.0.0');
    });
  });
});
