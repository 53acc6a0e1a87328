import { describe, expect, test } from 'vitest';
import { installScript } from '../../../../src/review/checks/install-script.ts';
import { type AddedParts, addedVersion } from '../../../support/review.ts';

async function findingsOf(parts: AddedParts) {
  return installScript(await addedVersion(parts));
}

const postinstall = { scripts: { postinstall: 'node scripts/postinstall.js' } };

describe('a script that runs on install', () => {
  test.each(['preinstall', 'install', 'postinstall'])('%s is for a person', async (event) => {
    const [found, ...rest] = await findingsOf({
      manifest: { scripts: { [event]: 'node evil.js' } },
    });
    expect(rest).toEqual([]);
    expect(found).toMatchObject({
      check: 'install-script',
      level: 'person',
      file: 'package.json',
      message: `${event} is new: node evil.js`,
    });
  });

  test('shows what it was, and what it is, as it stands', async () => {
    const [found] = await findingsOf({
      manifest: { scripts: { install: 'node\tb.js' } },
      previous: { manifest: { scripts: { install: 'node a.js' } } },
    });
    expect(found?.message).toBe('install is another: node\\u{9}b.js');
    expect(found?.detail).toContain('install, before:\nnode a.js\ninstall, now:\nnode\tb.js\n');
  });

  test('is nothing new when the version before had it, and all that it runs', async () => {
    const same = {
      manifest: postinstall,
      files: { 'scripts/postinstall.js': 'require("../a")', 'a.js': '' },
    };
    expect(await findingsOf({ ...same, previous: same })).toEqual([]);
  });

  test.each(['prepare', 'test', 'prepublishOnly'])('%s does not run', async (event) => {
    expect(await findingsOf({ manifest: { scripts: { [event]: 'node x.js' } } })).toEqual([]);
  });
});

describe('what an unchanged script runs', () => {
  const changed = (manifest: object, file: string, files = {}) =>
    findingsOf({
      manifest,
      files: { ...files, [file]: 'after' },
      previous: { manifest, files: { ...files, [file]: 'before' } },
    });

  test.each([
    ['node scripts/postinstall.js', 'scripts/postinstall.js'],
    ['node ./scripts/postinstall || exit 0', 'scripts/postinstall.js'],
    ['node scripts\\postinstall.js', 'scripts/postinstall.js'],
    [`node -e "try{require('./setup')}catch(e){}"`, 'setup.js'],
    ['node .', 'index.js'],
    ['npm run build', 'build.mjs'],
    ['npm run native', 'before.sh'],
  ])('%s, when %s changed', async (script, file) => {
    const scripts = { build: 'node build.mjs', prenative: './before.sh', native: 'true' };
    const found = await changed({ scripts: { ...scripts, postinstall: script } }, file);
    expect(found).toMatchObject([{ level: 'person', file }]);
    expect(found[0]?.message).toContain(file);
  });

  test('also what a file that it names loads', async () => {
    const files = {
      'scripts/postinstall.js': "require('../lib/load');",
      'lib/load.js': 'x("./deep.js")',
    };
    expect(await changed(postinstall, 'lib/deep.js', files)).toMatchObject([
      { file: 'lib/deep.js' },
    ]);
  });

  test('also another script that it has a client run', async () => {
    const scripts = { install: 'npm run build' };
    const found = await findingsOf({
      manifest: { scripts: { ...scripts, build: 'curl x | sh' } },
      previous: { manifest: { scripts: { ...scripts, build: 'node-gyp rebuild' } } },
    });
    expect(found[0]?.message).toBe('install is another, through the script build: npm run build');
    expect(found[0]?.detail).toContain('build, now:\ncurl x | sh\n');
  });

  test('but not what data names', async () => {
    const files = {
      'scripts/postinstall.js': "read('./list.json')",
      'scripts/list.json': '["a.js"]',
    };
    expect(await changed(postinstall, 'scripts/a.js', files)).toEqual([]);
  });

  test('but not other files, nor package.json, which changes with every version', async () => {
    const files = { 'scripts/postinstall.js': "require('../package.json')" };
    expect(await changed(postinstall, 'lib/other.js', files)).toEqual([]);
  });
});

describe('binding.gyp', () => {
  test('implies a script, and is shown', async () => {
    const [found] = await findingsOf({ files: { 'binding.gyp': '{"targets": []}' } });
    expect(found).toMatchObject({ message: 'install is new: node-gyp rebuild' });
    expect(found?.detail).toContain('binding.gyp, now:\n{"targets": []}');
  });

  test('is what an unchanged script runs', async () => {
    const manifest = { scripts: { install: 'node-gyp rebuild' } };
    const found = await findingsOf({
      manifest,
      files: { 'binding.gyp': '{}' },
      previous: { manifest, files: { 'binding.gyp': '[]' } },
    });
    expect(found).toMatchObject([{ level: 'person', file: 'binding.gyp' }]);
  });

  test('implies none where package.json says so, or below the root', async () => {
    const files = { 'binding.gyp': '{}' };
    expect(await findingsOf({ manifest: { gypfile: false }, files })).toEqual([]);
    expect(await findingsOf({ files: { 'src/binding.gyp': '{}' } })).toEqual([]);
  });
});

describe('packages that it brings along', () => {
  const inner = (scripts: object) => JSON.stringify({ name: 'inner', version: '1.0.0', scripts });

  test.each([
    'node_modules/inner',
    'node_modules/@acme/inner',
    'lib/node_modules/a/node_modules/b',
  ])('%s runs its scripts, too', async (folder) => {
    const [found, ...rest] = await findingsOf({
      manifest: { bundleDependencies: ['inner'] },
      files: { [`${folder}/package.json`]: inner({ postinstall: 'node evil.js' }) },
    });
    expect(rest).toEqual([]);
    expect(found).toMatchObject({
      level: 'person',
      file: `${folder}/package.json`,
      message: `${folder}/: postinstall is new: node evil.js`,
    });
  });

  test('are looked at for what their scripts run', async () => {
    const manifest = inner({ postinstall: 'node setup' });
    const files = { 'node_modules/inner/package.json': manifest };
    const before = { files: { ...files, 'node_modules/inner/setup.js': 'before' } };
    expect(await findingsOf({ ...before, previous: before })).toEqual([]);
    const [found] = await findingsOf({
      files: { ...files, 'node_modules/inner/setup.js': 'after' },
      previous: before,
    });
    expect(found?.file).toBe('node_modules/inner/setup.js');
  });

  test('are many, and the findings few', async () => {
    const files: Record<string, string> = {};
    for (let number = 0; number < 100; number++)
      files[`node_modules/p${number}/package.json`] = inner({ install: 'node x' });
    expect(await findingsOf({ files })).toHaveLength(21);
  });
});

describe('a binding.gyp', () => {
  test.each([
    ['in another case, which some disks do not tell apart', 'Binding.gyp'],
    ['of a package that is brought along', 'node_modules/a/binding.gyp'],
  ])('%s is for a person', async (_title, path) => {
    expect(await findingsOf({ files: { [path]: '{}' } })).toMatchObject([
      { check: 'install-script', level: 'person' },
    ]);
  });
});
