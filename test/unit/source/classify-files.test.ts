import { describe, expect, test } from 'vitest';
import { oidOf, type TreeEntry } from '../../../src/source/git-engine.ts';
import { type Outline, readOutline } from '../../../src/source/outline.ts';
import { type ClassifiedPackage, packagesIn } from '../../../src/source/package-files.ts';
import { allOf } from '../../support/all-of.ts';

function entry(path: string, mode = '100644'): TreeEntry {
  const oid = oidOf('1'.repeat(40));
  if (oid === undefined) throw new Error('no object id');
  return { path, mode, oid };
}

type Classified = Omit<Outline, 'packages'> & { readonly packages: readonly ClassifiedPackage[] };

/** Both readings, which must find the same packages. */
async function classifyFiles(entries: readonly TreeEntry[]): Promise<Classified> {
  const outline = await readOutline(entries);
  const packages = await allOf(packagesIn(entries));
  expect(outline.packages.map(({ name }) => name)).toEqual(packages.map(({ name }) => name));
  return { ...outline, packages };
}

describe('the files of a commit', () => {
  test('are sorted into packages, configuration, orgs and users', async () => {
    const files = await classifyFiles(
      [
        'README.md',
        'orgs/acme.json',
        'orgs/deep/acme.json',
        'orgs/readme.md',
        'packages/.gitkeep',
        'packages/@acme/ui/acme-ui-1.0.0.tgz',
        'packages/@acme/ui/meta.json',
        'packages/@acme/ui/ui-2.0.0.sigstore',
        'packages/@acme/ui/ui-2.0.0.tgz.json',
        'packages/Old.Name/Old.Name-1.0.0-rc.1.tgz',
        'stillpack.json',
        'users/mira.json',
      ].map((path) => entry(path)),
    );
    expect(
      files.packages.map(({ name, folder, tarballs, provenances, meta }) => ({
        name,
        folder,
        versions: tarballs.map(({ version }) => version),
        provenances: provenances.map(({ path }) => path),
        meta: meta?.path,
      })),
    ).toEqual([
      {
        name: '@acme/ui',
        folder: 'packages/@acme/ui',
        versions: ['1.0.0', '2.0.0'],
        provenances: ['packages/@acme/ui/ui-2.0.0.sigstore'],
        meta: 'packages/@acme/ui/meta.json',
      },
      {
        name: 'Old.Name',
        folder: 'packages/Old.Name',
        versions: ['1.0.0-rc.1'],
        provenances: [],
        meta: undefined,
      },
    ]);
    expect(files.config?.path).toBe('stillpack.json');
    expect(files.orgs.map(({ path }) => path)).toEqual(['orgs/acme.json']);
    expect(files.users.map(({ path }) => path)).toEqual(['users/mira.json']);
    expect(files.problems).toEqual([]);
  });

  test.each([
    ['NAME_INVALID', 'packages/.hidden/hidden-1.0.0.tgz', 'packages/.hidden'],
    ['NAME_INVALID', 'packages/a b/a b-1.0.0.tgz', 'packages/a b'],
    ['NAME_INVALID', 'packages/__proto__/../x-1.0.0.tgz', 'packages/__proto__'],
    ['NAME_INVALID', 'packages/ui-1.0.0.tgz', 'packages/ui-1.0.0.tgz'],
    ['NAME_INVALID', 'packages/@acme/ui-1.0.0.tgz', 'packages/@acme/ui-1.0.0.tgz'],
    ['NAME_INVALID', 'packages/ui/old/ui-1.0.0.tgz', 'packages/ui/old'],
    ['NAME_INVALID', 'packages/node_modules/x-1.0.0.tgz', 'packages/node_modules'],
    ['VERSION_MISMATCH', 'packages/ui/other-1.0.0.tgz', 'packages/ui/other-1.0.0.tgz'],
    ['VERSION_MISMATCH', 'packages/ui/ui-1.0.tgz', 'packages/ui/ui-1.0.tgz'],
    ['VERSION_MISMATCH', 'packages/ui/ui-.tgz.json', 'packages/ui/ui-.tgz.json'],
    ['FILE_UNEXPECTED', 'packages/README.md', 'packages/README.md'],
    ['FILE_UNEXPECTED', 'packages/ui/README.md', 'packages/ui/README.md'],
    ['FILE_UNEXPECTED', 'packages/ui/other-1.0.0.sigstore', 'packages/ui/other-1.0.0.sigstore'],
    ['FILE_UNEXPECTED', 'packages/ui/src/ui-1.0.0.sigstore', 'packages/ui/src'],
    ['FILE_UNEXPECTED', 'packages/ui/src/index.js', 'packages/ui/src'],
    ['FILE_UNEXPECTED', 'packages/a b/readme', 'packages/a b'],
    ['FILE_UNEXPECTED', 'packages/ui/ui-1.0.0.tar.gz', 'packages/ui/ui-1.0.0.tar.gz'],
  ])('are %s for %s', async (code, path, reported) => {
    const { packages, problems } = await classifyFiles([entry(path)]);
    expect(packages).toEqual([]);
    expect(problems.map((found) => [found.code, found.path])).toEqual([[code, reported]]);
  });

  test.each([
    ['a symbolic link', 'packages/ui/ui-1.0.0.tgz', '120000'],
    ['a linked folder', 'packages/ui', '120000'],
    ['a submodule', 'packages/ui', '160000'],
  ])('are TARBALL_NOT_A_FILE for %s', async (_, path, mode) => {
    const { packages, problems } = await classifyFiles([entry(path, mode)]);
    expect(packages).toEqual([]);
    expect(problems.map(({ code }) => code)).toEqual(['TARBALL_NOT_A_FILE']);
  });

  test.each([
    ['a linked meta.json', 'packages/ui/meta.json', '120000', 'packages/ui/meta.json'],
    ['a submodule in its place', 'packages/ui/meta.json', '160000', 'packages/ui/meta.json'],
    ['a folder in its place', 'packages/ui/meta.json/x', '100644', 'packages/ui/meta.json'],
    ['another spelling', 'packages/ui/Meta.JSON', '100644', 'packages/ui/Meta.JSON'],
  ])('make the package unknown, META_INVALID, by %s', async (_, path, mode, reported) => {
    const files = [entry('packages/ui/ui-1.0.0.tgz'), entry(path, mode)];
    const { packages } = await classifyFiles(files);
    expect(packages[0]?.problem).toMatchObject({ code: 'META_INVALID', path: reported });
  });

  test.each([
    ['USER_INVALID', 'users/mira.json', '120000', 'users/mira.json'],
    ['ORG_INVALID', 'orgs/acme.json', '160000', 'orgs/acme.json'],
    ['ORG_INVALID', 'orgs/acme.json/x', '100644', 'orgs/acme.json'],
  ])('are %s for %s with mode %s', async (code, path, mode, reported) => {
    const { problems, users, orgs } = await classifyFiles([entry(path, mode)]);
    expect(problems.map((found) => [found.code, found.path])).toEqual([[code, reported]]);
    expect([...users, ...orgs]).toEqual([]);
  });

  test('are one problem for a folder of many stray files', async () => {
    const stray = Array.from({ length: 50 }, (_, index) => entry(`packages/ui/src/${index}.js`));
    expect((await classifyFiles(stray)).problems).toHaveLength(1);
  });

  test('do not hide an unsafe problem behind a warning of the same folder', async () => {
    const { problems } = await classifyFiles([
      entry('packages/a b/a-readme'),
      entry('packages/a b/ab-1.0.0.tgz'),
    ]);
    expect(problems.map(({ code }) => code)).toContain('NAME_INVALID');
  });

  test('are tarballs also when marked executable', async () => {
    const { packages, problems } = await classifyFiles([
      entry('packages/ui/ui-1.0.0.tgz', '100755'),
    ]);
    expect(packages).toHaveLength(1);
    expect(problems).toEqual([]);
  });
});
