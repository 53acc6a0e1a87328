// A provenance that is none, or of something else, is never served, and never costs its version.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { build } from '../../src/build.ts';
import type { BuildReport } from '../../src/build-report.ts';
import { createRepository, type GitRepository } from '../support/git-repository.ts';
import { attestationsOf, provenanceOf, wrongProvenances } from '../support/provenance.ts';
import { packageTarball } from '../support/tarball.ts';
import { temporaryDirectory } from '../support/temp-dir.ts';
import { testEnv } from '../support/test-engine.ts';

const name = '@acme/ui';
const tarball = packageTarball({ manifest: { name, version: '1.0.0' } });
const file = 'packages/@acme/ui/ui-1.0.0.sigstore';

interface Built extends Pick<BuildReport, 'ok' | 'problems'> {
  readonly dist: object;
  /** Below -/npm. */
  readonly documents: readonly string[];
  readonly read: (path: string) => Promise<unknown>;
}

async function builtWith(
  files: Readonly<Record<string, string | Uint8Array>>,
  prepare: (repository: GitRepository) => Promise<unknown> = () => Promise.resolve(),
): Promise<Built> {
  const repository = await createRepository();
  await repository.write('packages/@acme/ui/ui-1.0.0.tgz', tarball);
  for (const [path, content] of Object.entries(files)) await repository.write(path, content);
  await prepare(repository);
  await repository.commit('Publish');
  const out = join(await temporaryDirectory(), 'out');
  const { ok, problems } = await build({
    ...{ repo: repository.dir, out, cacheDir: '/nonexistent', engine: 'git' },
    ...{ url: 'https://npm.acme.example/base/', host: 'static', env: testEnv },
  });
  const read = async (path: string): Promise<unknown> =>
    JSON.parse(await readFile(join(out, path), 'utf8'));
  const { versions } = (await read(name)) as { versions: Record<string, { dist: object }> };
  const listed = await readdir(join(out, '-/npm'), { recursive: true });
  return { ok, problems, dist: versions['1.0.0']?.dist ?? {}, documents: listed, read };
}

test('a right one is served, where clients ask for it, and named by the version', async () => {
  const text = provenanceOf({ name, tarball });
  const { ok, problems, dist, read } = await builtWith({ [file]: text });
  expect([ok, problems]).toEqual([true, []]);
  expect(dist).toMatchObject({
    attestations: {
      url: 'https://npm.acme.example/base/-/npm/v1/attestations/@acme/ui@1.0.0',
      provenance: { predicateType: 'https://slsa.dev/provenance/v1' },
    },
  });
  for (const spelling of ['@acme/ui', '@acme%2fui', '@acme%2Fui']) {
    const document = await read(`-/npm/v1/attestations/${spelling}@1.0.0`);
    expect(document).toEqual(attestationsOf(text));
  }
  expect(await read('-/v/@acme/ui/1.0.0')).toMatchObject({ dist });
});

test.each(Object.entries(wrongProvenances({ name, tarball })))(
  'one with %s is a warning',
  async (_what, text) => {
    const { ok, problems, dist, documents } = await builtWith({ [file]: text });
    expect(ok).toBe(true);
    expect(problems.map(({ code, path }) => [code, path])).toEqual([['PROVENANCE_INVALID', file]]);
    expect(dist).not.toHaveProperty('attestations');
    expect(documents.filter((path) => path.includes('1.0.0'))).toEqual([]);
  },
);

test('one that lies beside no tarball, or is of none of the package, is a warning', async () => {
  const text = provenanceOf({ name, tarball });
  const { problems, dist } = await builtWith({
    'packages/@acme/ui/ui-2.0.0.sigstore': text,
    'packages/@acme/ui/acme-ui-1.0.0.sigstore': text,
    'packages/@acme/ui/other.sigstore': text,
    'packages/@acme/ui/ui-1.0.0.sigstore.json': text,
    'packages/gone/gone-1.0.0.sigstore': text,
  });
  expect(problems.map(({ code, path }) => `${code} ${path}`).toSorted()).toEqual([
    'FILE_UNEXPECTED packages/@acme/ui/other.sigstore',
    'FILE_UNEXPECTED packages/@acme/ui/ui-1.0.0.sigstore.json',
    'PROVENANCE_INVALID packages/@acme/ui/acme-ui-1.0.0.sigstore',
    'PROVENANCE_INVALID packages/@acme/ui/ui-2.0.0.sigstore',
    'PROVENANCE_INVALID packages/gone/gone-1.0.0.sigstore',
  ]);
  expect(dist).not.toHaveProperty('attestations');
});

test('that of a version that is left out is not shown', async () => {
  const text = provenanceOf({ name, tarball });
  const more = packageTarball({ manifest: { name, version: '2.0.0' } });
  const { documents } = await builtWith({
    'packages/@acme/ui/meta.json': '{"unpublished": {"2.0.0": {}}}',
    'packages/@acme/ui/ui-2.0.0.tgz': more,
    'packages/@acme/ui/ui-2.0.0.sigstore': provenanceOf({ name, version: '2.0.0', tarball: more }),
    [file]: text,
  });
  expect(documents.filter((path) => path.includes('2.0.0'))).toEqual([]);
  expect(documents).toContain('v1/attestations/@acme/ui@1.0.0');
});
