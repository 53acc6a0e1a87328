// What is not for everybody stands nowhere on a website that is.
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { build } from '../../src/build.ts';
import { staticLayout } from '../../src/host/flat-layout.ts';
import type { HostPreset } from '../../src/host/host-preset.ts';
import { createRepository, type GitRepository } from '../support/git-repository.ts';
import { readDocuments } from '../support/output-tree.ts';
import { packageTarball } from '../support/tarball.ts';
import { temporaryDirectory } from '../support/temp-dir.ts';
import { testEnv } from '../support/test-engine.ts';

/** As the gateway: who asks for a document is asked who they are. */
const guarded: HostPreset = {
  name: 'guarded',
  layout: staticLayout,
  limits: {},
  protectsReading: true,
  negotiates: false,
  configFiles: () => [],
};

const website =
  /^(?:package|org|keyword|names|recent|search|~[^/]*|-\/site(?!\/assets\/))\/|\.html$|^robots/;

async function buildTo(
  out: string,
  repository: GitRepository,
): Promise<ReadonlyMap<string, string>> {
  const state = { dir: join(out, '..', 'state'), program: 'this' };
  const places = { repo: repository.dir, out, url: 'https://npm.acme.example/', host: guarded };
  const report = await build({ ...places, state, cacheDir: '/nonexistent', env: testEnv });
  expect(report.problems).toEqual([]);
  return new Map([...(await readDocuments(out))].filter(([path]) => website.test(path)));
}

async function write(repository: GitRepository, name: string, manifest: object): Promise<void> {
  const stem = name.slice(name.indexOf('/') + 1);
  const files = { 'README.md': `# ${name}`, 'CHANGELOG.md': '- one' };
  const tarball = packageTarball({ manifest: { name, version: '1.0.0', ...manifest }, files });
  await repository.write(`packages/${name}/${stem}-1.0.0.tgz`, tarball);
}

const access = (of: string): string =>
  JSON.stringify({
    access: of,
    maintainers: ['mira', 'hushed'],
    'dist-tags': { hushtag: '1.0.0' },
  });

test('a restricted package leaves no trace, from the first build or after it was public', async () => {
  const repository = await createRepository();
  await write(repository, 'open', { keywords: ['shared'] });
  await write(repository, '@acme/hush', {
    description: 'hush hush',
    keywords: ['hushword', 'shared'],
    dependencies: { open: '^1.0.0', 'hush-dependency': '1' },
  });
  await repository.write('packages/@acme/hush/meta.json', access('restricted'));
  const team = { members: ['mira'], packages: { '@acme/hush': 'read-write' } };
  const org = { members: { mira: 'owner' }, teams: { ui: team } };
  await repository.write('orgs/acme.json', JSON.stringify(org));
  await repository.commit('Add them');
  const out = join(await temporaryDirectory(), 'out');
  const first = await buildTo(out, repository);
  expect(traces(first)).toEqual([]);
  expect(first.get('index.html')).toContain('open');
  expect(first.get('org/acme/index.html')).toContain('mira');

  await repository.write('packages/@acme/hush/meta.json', access('public'));
  await repository.commit('Let everybody read it');
  const open = await buildTo(out, repository);
  expect(traces(open).length).toBeGreaterThan(15);
  expect(open.get('package/open/dependents/index.html')).toContain('@acme/hush');

  await repository.write('packages/@acme/hush/meta.json', access('restricted'));
  await repository.commit('Keep it back again');
  const last = await buildTo(out, repository);
  expect(traces(last)).toEqual([]);
});

function traces(files: ReadonlyMap<string, string>): readonly string[] {
  return [...files].filter(([path, text]) => /hush/.test(path + text)).map(([path]) => path);
}
