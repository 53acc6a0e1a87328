// Whatever file lies at a README's place, its package has a page that says what can be read of it.
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fromHtml } from 'hast-util-from-html';
import { toString as textIn } from 'hast-util-to-string';
import { EXIT, visit } from 'unist-util-visit';
import { beforeAll, expect, test } from 'vitest';
import { build } from '../../src/build.ts';
import { verify } from '../../src/verify/verify.ts';
import { createRepository } from '../support/git-repository.ts';
import { json } from '../support/model.ts';
import { packageTarball } from '../support/tarball.ts';
import { sharedTemporaryDirectory } from '../support/temp-dir.ts';
import { testEnv } from '../support/test-engine.ts';

const utf16 = Buffer.from('\uFEFF# Caf\u00e9\n\nIn two bytes\n', 'utf16le');
const files: Readonly<Record<string, Readonly<Record<string, string | Uint8Array>>>> = {
  little: { 'README.md': utf16, 'CHANGELOG.md': Buffer.from(utf16) },
  big: { 'README.md': Buffer.from(utf16).swap16() },
  huge: { 'README.md': `# Huge\n\n${'It goes on and on. '.repeat(280_000)}` },
  nested: { 'README.md': '<div>'.repeat(300) },
  binary: { 'README.md': randomBytes(100_000) },
  zeros: { 'README.md': new Uint8Array(70_000) },
  empty: { 'README.md': '' },
  blank: { 'README.md': '\uFEFF \r\n\t\n' },
  missing: {},
  folder: { 'README.md/x.md': '# Not this' },
  broken: {
    'README.md':
      '# Broken\n\n<script>hit()</script><div><b><table>\n\n[x](javascript:hit())\n\n```',
  },
  plain: { README: '# Markdown without a name' },
  rst: { 'README.rst': 'Title\n=====\n<b>as it is</b>' },
};

let out = '';

beforeAll(async () => {
  const { dir, remove } = await sharedTemporaryDirectory();
  const repository = await createRepository({ dir: join(dir, 'repository') });
  for (const [name, content] of Object.entries(files)) {
    const tarball = packageTarball({ manifest: { name, version: '1.0.0' }, files: content });
    await repository.write(`packages/${name}/${name}-1.0.0.tgz`, tarball);
  }
  await repository.commit('Add them');
  out = join(dir, 'out');
  const places = { repo: repository.dir, out, url: 'https://npm.acme.example/', host: 'static' };
  const report = await build({
    ...places,
    ...{ readmeInPackument: true, cacheDir: '/nonexistent', env: testEnv },
  });
  expect(report).toMatchObject({ ok: true, packages: Object.keys(files).length });
  return remove;
});

/** Of a part of the package's page, as a reader sees it. */
async function shown(name: string, part = 'readme'): Promise<string> {
  const html = await readFile(join(out, 'package', name, 'index.html'), 'utf8');
  let text = '';
  visit(fromHtml(html), 'element', (element) => {
    if (element.properties['id'] !== part) return undefined;
    text = textIn(element).replaceAll(/\s+/g, ' ').trim();
    return EXIT;
  });
  return text;
}

test.each([
  ['little', 'Readme Café# In two bytes'],
  ['big', 'Readme Café# In two bytes'],
  ['empty', 'Readme This version has no README.'],
  ['blank', 'Readme This version has no README.'],
  ['missing', 'Readme This version has no README.'],
  ['folder', 'Readme This version has no README.'],
  ['broken', 'Readme Broken# <script>hit()</script>x'],
  ['plain', 'Readme Markdown without a name#'],
  ['rst', 'Readme Title ===== <b>as it is</b>'],
])('%s', async (name, text) => {
  expect(await shown(name)).toBe(text);
});

test('a huge one is cut, and the page says where the rest is', async () => {
  const text = await shown('huge');
  expect(text).toMatch(/^Readme Huge# It goes on and on\. It goes/);
  expect(text).toMatch(/There is more of it in README\.md\.$/);
  expect(text.length).toBeLessThan(66_000);
});

test('what takes too long to render, or is no text, is shown as it is', async () => {
  expect(await shown('nested')).toMatch(
    /^Readme Too large to be rendered: this is its text\.<div><div>/,
  );
  expect(await shown('binary')).toContain('\uFFFD');
  expect(await shown('zeros')).toContain('\uFFFD\uFFFD');
});

test('a changelog is decoded likewise', async () => {
  expect(await shown('little', 'changelog')).toBe('Changelog Café# In two bytes');
});

test('the packument says the same of it, and verify finds nothing wrong', async () => {
  for (const name of ['little', 'big']) {
    const packument = json(await readFile(join(out, name), 'utf8'));
    expect(packument['readme']).toBe('# Café\n\nIn two bytes\n');
    expect(packument['description']).toBe('In two bytes');
  }
  expect(await verify({ dir: out })).toMatchObject({ findings: [] });
});
