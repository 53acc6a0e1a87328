// A registry repository's own look: what it may put into templates/site/, and what is refused instead of passed over.
import { mkdir, readFile, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { build } from '../../src/build.ts';
import { createRepository } from '../support/git-repository.ts';
import { packageTarball } from '../support/tarball.ts';
import { temporaryDirectory } from '../support/temp-dir.ts';
import { testEnv } from '../support/test-engine.ts';

async function repositoryWith(
  files: Readonly<Record<string, string>>,
  config: object = {},
): Promise<string> {
  const repository = await createRepository();
  await repository.write('stillpack.json', JSON.stringify(config));
  const tarball = packageTarball({ manifest: { name: 'ui', version: '1.0.0' } });
  await repository.write('packages/ui/ui-1.0.0.tgz', tarball);
  for (const [path, text] of Object.entries(files)) await repository.write(path, text);
  await repository.commit('look');
  return repository.dir;
}

async function buildOf(repo: string): Promise<string> {
  const out = join(await temporaryDirectory(), 'out');
  await build({
    ...{ repo, out, url: 'https://npm.acme.example/', host: 'static' },
    ...{ env: testEnv, cacheDir: '/nonexistent' },
  });
  return out;
}

test('a template, a style and a logo of the repository are what readers see', async () => {
  const dir = await repositoryWith(
    {
      'templates/site/home.mustache': '<main id="main">Ours: {{> greeting}}</main>',
      'templates/site/greeting.mustache': 'welcome',
      'templates/site/site.css': 'h1 { color: teal }',
      'templates/site/logo.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>',
      'templates/site/.gitattributes': '* text',
    },
    { site: { logo: 'logo.svg' } },
  );
  const out = await buildOf(dir);
  const page = await readFile(join(out, 'index.html'), 'utf8');
  expect(page).toContain('Ours: welcome');
  const [, style = ''] = /href="\/(\S+\/style-[0-9a-f]+\.css)"/.exec(page) ?? [];
  expect(await readFile(join(out, style), 'utf8')).toContain('h1 { color: teal }');
  expect(page).toMatch(/src="\/-\/site\/assets\/logo-[0-9a-f]{8}\.svg"/);
});

test.each([
  ['templates/site/pacakge.mustache', 'x'],
  ['templates/site/style.css', 'x'],
  ['templates/site/pages/home.mustache', 'x'],
  ['templates/site', 'x'],
  ['templates', 'x'],
])('%s is refused, since it would change nothing', async (path, text) => {
  const dir = await repositoryWith({ [path]: text });
  const building = buildOf(dir);
  await expect(building).rejects.toMatchObject({ code: 'TEMPLATE_INVALID', path });
});

test.each(['templates/site', 'templates/site/home.mustache'])(
  'a link in the place of %s is refused',
  async (path) => {
    const repository = await createRepository();
    await repository.write('packages/.gitkeep', '');
    await repository.write('elsewhere/home.mustache', 'x');
    await mkdir(join(repository.dir, 'templates/site'), { recursive: true });
    await rm(join(repository.dir, path), { recursive: true, force: true });
    await symlink('../elsewhere', join(repository.dir, path));
    await repository.commit('link');
    const building = buildOf(repository.dir);
    await expect(building).rejects.toMatchObject({ code: 'TEMPLATE_INVALID', path });
  },
);
