import { expect, test } from 'vitest';
import { checkEntryPoints } from '../../../../src/review/checks/entry-points.ts';
import { type AddedParts, addedVersion, reviewContext } from '../../../support/review.ts';

const sound = {
  manifest: {
    type: 'module',
    license: 'MIT',
    files: ['index.js', 'cli.js'],
    exports: { types: './index.d.ts', default: './index.js' },
    bin: { pkg: 'cli.js' },
    repository: 'github:acme/pkg',
    engines: { node: '>=20' },
  },
  files: {
    'index.js': 'export const answer = 42;\n',
    'index.d.ts': 'export declare const answer: number;\n',
    'cli.js': '#!/usr/bin/env node\nimport "./index.js";\n',
  },
} satisfies AddedParts;

async function found(parts: AddedParts): Promise<readonly string[]> {
  const findings = await checkEntryPoints(await addedVersion(parts), reviewContext());
  return findings.map(({ check, level }) => `${check} ${level}`);
}

test('is silent about a sound package', async () => {
  expect(await found(sound)).toEqual([]);
});

test('warns of entry points that the package does not hold', async () => {
  const version = await addedVersion({ ...sound, files: {} });
  const findings = await checkEntryPoints(version, reviewContext());
  expect(new Set(findings.map(({ check, level }) => `${check} ${level}`))).toEqual(
    new Set(['entry-points warning']),
  );
  expect(findings.map(({ message }) => message)).toContain(
    'pkg.exports.default is ./index.js but the file does not exist.',
  );
});

test('advises on what is no error', async () => {
  const manifest = { ...sound.manifest, type: undefined };
  const files = { ...sound.files, 'index.js': '', 'cli.js': '#!/usr/bin/env node\n' };
  expect(await found({ manifest, files })).toContain('package-json-quality info');
});

test('is silent about what was there before, not about what is new', async () => {
  const broken = { ...sound, files: {} };
  expect(await found({ ...broken, previous: broken })).toEqual([]);
  expect(await found({ ...broken, previous: sound })).toContain('entry-points warning');
});

test('says that publint did not come to an end', async () => {
  const [finding] = await checkEntryPoints(
    await addedVersion({ manifest: { exports: { '.': 5 } } }),
    reviewContext(),
  );
  expect(finding).toMatchObject({
    check: 'entry-points',
    level: 'warning',
    message: expect.stringContaining('publint could not look at the package') as string,
  });
});

test('says less of it where it was so before', async () => {
  const files = Object.fromEntries(Array.from({ length: 10_001 }, (_, n) => [`${n}.js`, '']));
  expect(await found({ files })).toEqual(['entry-points warning']);
  expect(await found({ files, previous: { files } })).toEqual(['entry-points info']);
});

test('says how many more there are of very many', async () => {
  const names = Array.from({ length: 300 }, (_, n) => `./${n}`);
  const exports = Object.fromEntries(names.map((name) => [name, `${name}.js`]));
  const findings = await checkEntryPoints(
    await addedVersion({ manifest: { ...sound.manifest, exports, bin: {} } }),
    reviewContext(),
  );
  expect(findings).toHaveLength(21);
  expect(findings.at(-1)?.message).toContain('280 more');
});

test('a file that is not kept whole is there', async () => {
  const keep = { file: 100, total: 1000, head: 30 };
  const files = { ...sound.files, 'index.js': `${'//\n'.repeat(100)}export const answer = 42;` };
  expect(await found({ ...sound, files, keep })).toEqual([]);
});
