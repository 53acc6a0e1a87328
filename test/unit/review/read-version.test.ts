import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { type CommittedVersion, readVersion } from '../../../src/review/read/read-version.ts';
import type { GitEngine } from '../../../src/source/git-engine.ts';
import { createRepository, type GitRepository } from '../../support/git-repository.ts';
import { provenanceOf } from '../../support/provenance.ts';
import { packageTarball } from '../../support/tarball.ts';
import { temporaryDirectory } from '../../support/temp-dir.ts';
import { openTestEngine } from '../../support/test-engine.ts';

const path = 'packages/ui/ui-1.0.0.tgz';
const provenancePath = 'packages/ui/ui-1.0.0.sigstore';
const tarball = packageTarball({
  manifest: { name: 'ui', version: '1.0.0' },
  files: { 'index.js': 'export {};\n' },
});

async function committed(files: Readonly<Record<string, Uint8Array | string>>): Promise<{
  readonly repository: GitRepository;
  readonly engine: GitEngine;
  readonly read: (path: string) => ReturnType<typeof readVersion>;
}> {
  const repository = await createRepository();
  for (const [file, content] of Object.entries(files)) await repository.write(file, content);
  const commit = await repository.commit('Add ui');
  const engine = await openTestEngine(repository.dir, 'git');
  const cacheDir = await temporaryDirectory();
  const read = async (tarballPath: string): ReturnType<typeof readVersion> => {
    const found: Partial<Record<string, CommittedVersion>> = {};
    for await (const entry of engine.listFiles(commit)) found[entry.path] = entry;
    const file = found[tarballPath];
    if (file === undefined) throw new Error(`no ${tarballPath}`);
    return readVersion({ engine, cacheDir }, { ...file, provenance: found[provenancePath] });
  };
  return { repository, engine, read };
}

describe('a version of a commit', () => {
  test('comes with its files, and what its package.json says', async () => {
    const { read } = await committed({ [path]: tarball });
    const { read: version, problems } = await read(path);
    expect(problems).toEqual([]);
    expect(version).toMatchObject({ version: '1.0.0', path, provenance: 'none' });
    expect(version?.tarball.manifest).toEqual({ name: 'ui', version: '1.0.0' });
    const files = version?.files.map((file) => [file.path, file.bytes.toString()]);
    expect(files?.[1]).toEqual(['index.js', 'export {};\n']);
  });

  test('says whether the provenance beside it is of it', async () => {
    const right = provenanceOf({ name: 'ui', tarball });
    const valid = await (await committed({ [path]: tarball, [provenancePath]: right })).read(path);
    expect(valid).toMatchObject({ read: { provenance: 'valid' }, problems: [] });
    const other = provenanceOf({ name: 'ui', tarball: Buffer.from('other') });
    const wrong = await (await committed({ [path]: tarball, [provenancePath]: other })).read(path);
    expect(wrong).toMatchObject({
      read: { provenance: 'invalid' },
      problems: [{ code: 'PROVENANCE_INVALID', path: provenancePath }],
    });
  });

  test('that cannot be read says why', async () => {
    const damaged = await (await committed({ [path]: tarball.slice(0, -20) })).read(path);
    expect(damaged).toMatchObject({ read: undefined, problems: [{ code: 'GZIP_CORRUPT' }] });
    const pointer = {
      url: 'https://files.acme.example/ui-1.0.0.tgz',
      integrity: `sha512-${createHash('sha512').update(tarball).digest('base64')}`,
      size: tarball.length,
    };
    const pinned = await committed({ [`${path}.json`]: JSON.stringify(pointer) });
    expect(await pinned.read(`${path}.json`)).toMatchObject({
      read: undefined,
      problems: [{ code: 'BYTES_NOT_FETCHED' }],
    });
  });
});
