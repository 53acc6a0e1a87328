import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { buildRegistry } from '../support/registry-folder.ts';
import { testHost } from '../support/server-contract.ts';
import { freePort } from '../support/server-process.ts';
import { s3, upload } from '../support/server-s3.ts';
import { testSite } from '../support/site-contract.ts';
import { temporaryDirectory } from '../support/temp-dir.ts';

testHost(s3);
testSite(s3);

test('DELETE=1 removes keys of the website that are gone, and no others', async () => {
  const [dir, work, port] = [
    await temporaryDirectory(),
    await temporaryDirectory(),
    await freePort(),
  ];
  const url = `http://127.0.0.1:${port}/registry/`;
  const build = (out: string, ...names: readonly string[]): Promise<void> => {
    const packages = names.map((name) => ({ name, versions: [{ version: '1.0.0' }] }));
    return buildRegistry({ dir: out, url, host: 's3', packages, site: '/' });
  };
  const there = async (...keys: readonly string[]): Promise<readonly string[]> => {
    const asked = keys.map(async (key) => ((await fetch(url + key)).status === 200 ? [key] : []));
    return (await Promise.all(asked)).flat();
  };
  const pages = ['index.html', '404.html', 'robots.txt', 'org/acme/index.html', '~mira/index.html'];
  const others = ['acme', 'acme/1.0.0', '@acme/ui/latest', '-/ping', 'acme/-/acme-1.0.0.tgz'];
  const files = ['-/site/feeds/all.xml', '-/site/version/index.html', 'package/acme/index.html'];
  const gone = ['search/index.html', 'package/old/v/1.0.0/index.html', 'old', 'old/1.0.0'];
  const asset = '-/site/assets/main-abc123.js';
  const kept = [...pages, ...others, ...files];
  await build(dir, 'acme', '@acme/ui', 'old');
  const server = await s3.start({ dir, work, port, basePath: '/registry/' });
  try {
    expect(await there(...kept, ...gone, asset)).toEqual([...kept, ...gone, asset]);

    // A package of that name moves the section.
    const next = await temporaryDirectory();
    await build(next, 'acme', '@acme/ui', 'search');
    await rm(join(next, 'pages', asset));
    await upload(next, port, { DELETE: '1' });
    expect(await there(...gone, asset)).toEqual([]);
    const moved = ['search', 'search/1.0.0', '-/site/search/index.html'];
    expect(await there(...kept, ...moved)).toEqual([...kept, ...moved]);
  } finally {
    await server.close();
  }
});
