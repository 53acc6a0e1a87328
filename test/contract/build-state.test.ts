// What one build keeps for the next: used when it is sound, never trusted when it is not.
import { createHash } from 'node:crypto';
import { appendFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { build } from '../../src/build.ts';
import type { BuildReport } from '../../src/build-report.ts';
import { writeFetched } from '../../src/source/fetch/write-fetched.ts';
import { createRepository, type GitRepository } from '../support/git-repository.ts';
import { readTree } from '../support/output-tree.ts';
import { provenanceOf } from '../support/provenance.ts';
import { packageTarball } from '../support/tarball.ts';
import { temporaryDirectory } from '../support/temp-dir.ts';
import { testEnv } from '../support/test-engine.ts';

interface Desk {
  readonly repository: GitRepository;
  readonly out: string;
  /** Where builds keep what the next one need not find out. */
  readonly kept: string;
  /** Where `fetch` keeps bytes. */
  readonly fetched: string;
  build(options?: { readonly program?: string; readonly into?: string }): Promise<BuildReport>;
  publish(name: string, version: string): Promise<void>;
}

async function createDesk(): Promise<Desk> {
  const repository = await createRepository();
  const [out, dir] = [join(await temporaryDirectory(), 'out'), await temporaryDirectory()];
  const fetched = await temporaryDirectory();
  const desk: Desk = {
    repository,
    out,
    kept: dir,
    fetched,
    build: ({ program = 'a', into = out } = {}) =>
      build({
        ...{ repo: repository.dir, out: into, url: 'https://npm.acme.example/', host: 'static' },
        ...{ engine: 'git', env: testEnv, cacheDir: fetched, state: { dir, program } },
      }),
    async publish(name, version) {
      const manifest = { name, version };
      const bytes = packageTarball({ manifest, files: { 'README.md': `# ${name}` } });
      await repository.write(`packages/${name}/${name}-${version}.tgz`, bytes);
      await repository.commit(`${name} ${version}`);
    },
  };
  for (const name of ['ui', 'kit', 'left-pad']) await desk.publish(name, '1.0.0');
  return desk;
}

/** As a build makes it that knows of none before. */
async function freshTree(desk: Desk): Promise<ReadonlyMap<string, string>> {
  return readTree(await freshOut(desk));
}

/** The records of packages remember what is gone. */
async function withoutRecords(out: string): Promise<ReadonlyMap<string, string>> {
  const tree = await readTree(out);
  return new Map([...tree].filter(([path]) => !path.startsWith('-/stillpack/state/')));
}

async function freshOut({ repository }: Desk): Promise<string> {
  const out = join(await temporaryDirectory(), 'out');
  await build({
    ...{ repo: repository.dir, out, url: 'https://npm.acme.example/', host: 'static' },
    ...{ engine: 'git', env: testEnv, cacheDir: '/nonexistent' },
  });
  return out;
}

/** The files that are kept, those of `part` only. */
async function keptFiles({ kept }: Desk, part: string): Promise<readonly string[]> {
  const entries = await readdir(kept, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => file.includes(part));
}

/** What is kept of a package. */
async function keptPackage(desk: Desk, name: string): Promise<string> {
  const key = createHash('sha256').update(name).digest('hex');
  const [file] = await keptFiles(desk, join('packages', key.slice(0, 2), key.slice(2)));
  if (file === undefined) throw new Error(`nothing is kept of ${name}`);
  return file;
}

async function search(out: string): Promise<readonly string[]> {
  const { objects } = JSON.parse(await readFile(join(out, '-/v1/search'), 'utf8')) as {
    readonly objects: readonly { readonly package: { readonly name: string } }[];
  };
  return objects.map((each) => each.package.name).toSorted();
}

describe('a build after another one', () => {
  test('writes what a publish changes, and nothing else', async () => {
    const desk = await createDesk();
    await desk.build();
    await desk.publish('ui', '1.1.0');
    const report = await desk.build();
    expect(report).toMatchObject({ ok: true, packages: 3, versions: 4 });
    // Eight of the registry, twelve of the website.
    expect(report.files.written).toBeLessThanOrEqual(20);
    expect(await readTree(desk.out)).toEqual(await freshTree(desk));
  });

  test('counts who depends on a package with capitals, and one more', async () => {
    const desk = await createDesk();
    await desk.publish('Old', '1.0.0');
    await desk.build();
    for (const name of ['ui', 'kit']) {
      const manifest = { name, version: '1.1.0', dependencies: { Old: '^1.0.0', Gone: '*' } };
      await desk.repository.write(
        `packages/${name}/${name}-1.1.0.tgz`,
        packageTarball({ manifest }),
      );
      await desk.repository.commit('Depend');
      await desk.build();
      expect(await readTree(desk.out)).toEqual(await freshTree(desk));
    }
    const page = await readFile(join(desk.out, 'package/Old/dependents/index.html'), 'utf8');
    expect(page).toContain('2 packages in this registry depend on it.');
    // On some disks it would take the place of another.
    expect([...(await readTree(desk.out)).keys()].join()).not.toContain('package/Gone');
  });

  test('sees a provenance that comes, changes and goes', async () => {
    const desk = await createDesk();
    const tarball = packageTarball({
      manifest: { name: 'ui', version: '1.0.0' },
      files: { 'README.md': '# ui' },
    });
    const right = provenanceOf({ name: 'ui', tarball });
    await desk.build();
    const texts = [right, right.replace('{', '{"more":1,'), '{', right, undefined];
    for (const [turn, text] of texts.entries()) {
      await desk.repository.write('packages/ui/ui-1.0.0.sigstore', text);
      await desk.repository.commit('Prove');
      const { problems } = await desk.build();
      expect(problems.map(({ code }) => code)).toEqual(text === '{' ? ['PROVENANCE_INVALID'] : []);
      expect(await withoutRecords(desk.out)).toEqual(await withoutRecords(await freshOut(desk)));
      const shown = readFile(join(desk.out, '-/npm/v1/attestations/ui@1.0.0'), 'utf8');
      const isShown = await shown.then(
        (document) => text !== undefined && document.includes(text),
        () => false,
      );
      expect(isShown).toBe(text !== undefined && text !== '{');
      // What is kept of it decides nothing when the package changes for another reason.
      await desk.publish('ui', `1.1.${turn}`);
      await desk.build();
      expect(await withoutRecords(desk.out)).toEqual(await withoutRecords(await freshOut(desk)));
    }
  });

  test('writes nothing when nothing changed, and says the same', async () => {
    const desk = await createDesk();
    const first = await desk.build();
    const again = await desk.build();
    expect(again.files).toEqual({ written: 0, kept: first.files.written, removed: 0 });
    expect({ ...again, files: 0, bytes: 0 }).toEqual({ ...first, files: 0, bytes: 0 });
  });

  test('still tells of the problems of packages that it did not look at', async () => {
    const desk = await createDesk();
    await desk.repository.write('packages/kit/kit-2.0.0.tgz', 'no archive');
    await desk.repository.commit('broken');
    const first = await desk.build();
    await desk.publish('ui', '1.1.0');
    const second = await desk.build();
    expect(second.ok).toBe(false);
    expect(second.problems).toEqual(first.problems);
  });

  test('still tells of documents that span packages and have no place', async () => {
    const desk = await createDesk();
    for (const [scope, member] of [
      ['acme', 'mira'],
      ['Acme', 'jo'],
    ]) {
      const members = { [member ?? '']: 'owner' };
      await desk.repository.write(`orgs/${scope}.json`, JSON.stringify({ members }));
    }
    await desk.repository.commit('organisations');
    const first = await desk.build();
    expect(first.problems).toMatchObject([{ code: 'OUTPUT_CLASH', severity: 'error', path: '.' }]);
    expect((await desk.build()).problems).toEqual(first.problems);
    for (const version of ['1.1.0', '1.2.0']) {
      await desk.publish('ui', version);
      expect((await desk.build()).problems).toEqual(first.problems);
    }
    await desk.repository.write('orgs/Acme.json', undefined);
    await desk.repository.commit('one organisation');
    expect((await desk.build()).problems).toEqual([]);
  });

  test('makes the output folder anew when it is gone', async () => {
    const desk = await createDesk();
    await desk.build();
    const tree = await readTree(desk.out);
    await rm(desk.out, { recursive: true });
    await desk.build();
    expect(await readTree(desk.out)).toEqual(tree);
  });

  test('mends what somebody removed when the record of the folder is lost, too', async () => {
    const desk = await createDesk();
    await desk.build();
    await rm(join(desk.out, '-/stillpack/build.json'));
    await rm(join(desk.out, 'ui'));
    await mkdir(join(desk.out, '-/stillpack'), { recursive: true });
    await writeFile(join(desk.out, '-/stillpack/build.json'), '{}');
    await desk.build();
    expect(await readTree(desk.out)).toEqual(await freshTree(desk));
  });
});

describe('what a build says is said again only while it holds:', () => {
  test('bytes that were not fetched are looked for each time', async () => {
    const desk = await createDesk();
    const bytes = packageTarball({ manifest: { name: 'far', version: '1.0.0' } });
    const sha512 = createHash('sha512').update(bytes);
    const integrity = `sha512-${sha512.copy().digest('base64')}`;
    const pointer = { url: 'https://files.acme.example/far.tgz', integrity, size: bytes.length };
    await desk.repository.write('packages/far/far-1.0.0.tgz.json', JSON.stringify(pointer));
    await desk.repository.commit('far');
    const codesOf = ({ problems }: BuildReport): readonly string[] =>
      problems.map(({ code }) => code);
    expect(codesOf(await desk.build())).toEqual(['BYTES_NOT_FETCHED']);
    expect(codesOf(await desk.build())).toEqual(['BYTES_NOT_FETCHED']);
    await desk.publish('ui', '1.1.0');
    expect(codesOf(await desk.build())).toEqual(['BYTES_NOT_FETCHED']);
    await writeFetched({ cacheDir: desk.fetched, sha512: sha512.digest('hex'), bytes });
    expect(await desk.build()).toMatchObject({ ok: true, packages: 4, problems: [] });
  });

  test('a history that was rewritten, and a record that was damaged', async () => {
    const desk = await createDesk();
    await desk.build();
    await desk.repository.commit('amended', { amend: true });
    await appendFile(join(desk.out, '-/stillpack/state/ui.json'), 'x');
    const { problems } = await desk.build();
    expect(problems.map(({ code }) => code).toSorted()).toEqual([
      'HISTORY_REWRITTEN',
      'RECORD_DAMAGED',
    ]);
    expect((await desk.build()).problems).toEqual([]);
  });
});

test('a package in a scope that differs from another only in case is seen at once', async () => {
  const desk = await createDesk();
  const publish = async (name: string, stem: string): Promise<void> => {
    const bytes = packageTarball({ manifest: { name, version: '1.0.0' } });
    await desk.repository.write(`packages/${name}/${stem}-1.0.0.tgz`, bytes);
    await desk.repository.commit(name);
  };
  await publish('@acme/ui', 'ui');
  await desk.build();
  await publish('@Acme/kit', 'kit');
  const { ok, problems } = await desk.build();
  expect(ok).toBe(false);
  expect(problems).toMatchObject([{ code: 'OUTPUT_CLASH', path: 'packages/@Acme/kit' }]);
  expect(await withoutRecords(desk.out)).toEqual(await withoutRecords(await freshOut(desk)));
});

test('a package gets the place that another one in its way gave up', async () => {
  const desk = await createDesk();
  await desk.publish('Ui', '1.0.0');
  await desk.repository.write('packages/ui/meta.json', '{}');
  await desk.repository.commit('meta');
  await desk.build();
  await desk.repository.write('packages/ui/ui-1.0.0.tgz', undefined);
  await desk.repository.commit('give up');
  await desk.build();
  expect(await withoutRecords(desk.out)).toEqual(await withoutRecords(await freshOut(desk)));
});

describe('what was kept is no more than a hint', () => {
  test.each<[string, (desk: Desk) => Promise<unknown>]>([
    ['cut off', async (desk) => writeFile(await keptPackage(desk, 'ui'), 'x')],
    ['altered', async (desk) => appendFile(await keptPackage(desk, 'ui'), 'x')],
    ['gone', async (desk) => rm(await keptPackage(desk, 'ui'))],
    [
      'without its READMEs',
      async (desk) => {
        for (const file of await keptFiles(desk, 'readmes')) await rm(file);
      },
    ],
    [
      'with other READMEs',
      async (desk) => {
        for (const file of await keptFiles(desk, 'readmes')) await writeFile(file, '# other');
      },
    ],
    [
      'damaged as a whole',
      async (desk) => {
        for (const file of await keptFiles(desk, '')) await appendFile(file, 'x');
      },
    ],
  ])('when it is %s, the next build is right', async (_, damage) => {
    const desk = await createDesk();
    await desk.build();
    await damage(desk);
    await desk.repository.write('packages/ui/meta.json', '{"deprecated": {"1.0.0": "old"}}');
    await desk.repository.commit('deprecate');
    await desk.publish('kit', '1.1.0');
    await desk.build();
    expect(await readTree(desk.out)).toEqual(await freshTree(desk));
  });

  test('when it is lost of a package that does not change, search still has the package', async () => {
    const desk = await createDesk();
    await desk.build();
    await rm(await keptPackage(desk, 'kit'));
    await desk.publish('new', '1.0.0');
    await desk.build();
    expect(await search(desk.out)).toEqual(['kit', 'left-pad', 'new', 'ui']);
  });

  test('when it is older than what the last build left', async () => {
    const desk = await createDesk();
    await desk.build();
    const [file, other] = [await keptPackage(desk, 'ui'), await keptPackage(desk, 'kit')];
    const older = [await readFile(file), await readFile(other)] as const;
    for (const name of ['ui', 'kit']) await desk.publish(name, '1.1.0');
    await desk.build();
    for (const [index, path] of [file, other].entries()) await writeFile(path, older[index] ?? '');
    await desk.publish('ui', '1.2.0');
    await desk.build();
    expect(await readTree(desk.out)).toEqual(await freshTree(desk));
  });

  test('when the disk takes no more of it', async () => {
    const desk = await createDesk();
    await desk.build();
    const folder = join(await keptPackage(desk, 'ui'), '../..');
    await rm(folder, { recursive: true });
    await writeFile(folder, 'no folder');
    for (const version of ['1.1.0', '1.2.0']) {
      await desk.publish('ui', version);
      expect(await desk.build()).toMatchObject({ ok: true, problems: [] });
      expect(await readTree(desk.out)).toEqual(await freshTree(desk));
    }
  });

  test('when another program kept it', async () => {
    const desk = await createDesk();
    await desk.build({ program: 'a' });
    const file = await keptPackage(desk, 'ui');
    const before = await readFile(file);
    await desk.build({ program: 'b' });
    expect(await readFile(file)).not.toEqual(before);
    expect(await readTree(desk.out)).toEqual(await freshTree(desk));
  });

  test('when another build is using it', async () => {
    const desk = await createDesk();
    await desk.build();
    for (const file of await keptFiles(desk, 'build')) {
      const lock = join(file, '..', '-/stillpack/build.lock');
      await mkdir(join(lock, '..'), { recursive: true }).catch(() => undefined);
      const holder = JSON.stringify({ pid: process.ppid, host: hostname() });
      await writeFile(lock, holder).catch(() => undefined);
    }
    await desk.publish('ui', '1.1.0');
    await desk.build();
    expect(await readTree(desk.out)).toEqual(await freshTree(desk));
  });
});

describe('folders that share what is kept', () => {
  test('hold what their own branch has, and nothing of the other', async () => {
    const desk = await createDesk();
    const preview = join(await temporaryDirectory(), 'preview');
    await desk.build();
    await desk.repository.git('checkout', '-q', '-b', 'aside');
    for (const version of ['1.0.0', '1.1.0']) await desk.publish('new', version);
    await desk.build({ into: preview });
    await desk.repository.git('checkout', '-q', 'main');
    for (const name of ['other', 'new']) {
      await desk.publish(name, '1.0.0');
      await desk.build();
      expect(await readTree(desk.out)).toEqual(await freshTree(desk));
    }
  });

  test('are each brought up to date from where they are', async () => {
    const desk = await createDesk();
    const preview = join(await temporaryDirectory(), 'preview');
    await desk.build();
    for (const [name, into] of [
      ['one', preview],
      ['two', desk.out],
      ['three', preview],
    ] as const) {
      await desk.publish(name, '1.0.0');
      await desk.build({ into });
      expect(await readTree(into)).toEqual(await freshTree(desk));
    }
  });

  test('leave nothing of the other branch with what is kept', async () => {
    const desk = await createDesk();
    await desk.repository.git('checkout', '-q', '-b', 'aside');
    await desk.publish('new', '1.0.0');
    await desk.build({ into: join(await temporaryDirectory(), 'preview') });
    await desk.repository.git('checkout', '-q', 'main');
    await desk.build();
    await expect(keptPackage(desk, 'new')).rejects.toThrow('nothing is kept');
    expect(await keptPackage(desk, 'ui')).not.toBe('');
  });

  test.each(['first', 'last'])(
    'refuse only bytes that they held others of, built %s',
    async (when) => {
      const desk = await createDesk();
      const preview = join(await temporaryDirectory(), 'preview');
      await desk.repository.git('checkout', '-q', '-b', 'aside');
      await desk.publish('new', '1.0.0');
      await desk.build({ into: preview });
      await desk.repository.git('checkout', '-q', 'main');
      const manifest = { name: 'new', version: '1.0.0', description: 'other' };
      await desk.repository.write('packages/new/new-1.0.0.tgz', packageTarball({ manifest }));
      await desk.repository.commit('other');
      // The first time it says, too, that the history was rewritten.
      const turns = when === 'first' ? [preview, preview, desk.out] : [desk.out, preview, preview];
      for (const into of turns) await desk.build({ into });
      await desk.publish('kit', '1.1.0');
      for (const into of when === 'first' ? [preview, desk.out] : [desk.out, preview]) {
        const { problems } = await desk.build({ into });
        const refused = into === preview;
        expect(problems.map(({ code }) => code)).toEqual(refused ? ['VERSION_CHANGED'] : []);
        expect(await search(into)).toEqual(['kit', 'left-pad', ...(refused ? [] : ['new']), 'ui']);
      }
    },
  );
});

test('a wrong number of jobs is refused, whatever was built before', async () => {
  const { repository, out, kept } = await createDesk();
  const asked = { repo: repository.dir, out, url: 'https://npm.acme.example/', host: 'static' };
  const options = { ...asked, cacheDir: kept, state: { dir: kept, program: 'a' }, env: testEnv };
  await build(options);
  await expect(build({ ...options, jobs: 0 })).rejects.toMatchObject({ code: 'OPTION_INVALID' });
});

test.each([
  ['what was kept', true],
  ['nothing', false],
])('a strict build that refuses counts what lies there, by %s', async (_, isKept) => {
  const { repository, out, kept, ...desk } = await createDesk();
  const asked = { repo: repository.dir, out, url: 'https://npm.acme.example/', host: 'static' };
  const state = isKept ? { dir: kept, program: 'a' } : undefined;
  const options = { ...asked, cacheDir: kept, state, env: testEnv };
  const { files } = await build(options);
  await desk.publish('LegacyName', '1.0.0');
  const refused = await build({ ...options, strict: true });
  expect([refused.ok, refused.files]).toEqual([
    false,
    { written: 0, kept: files.written, removed: 0 },
  ]);
});

test('a tarball whose bytes moved into git is compared with what first landed once', async () => {
  const desk = await createDesk();
  const { repository } = desk;
  const bytes = packageTarball({ manifest: { name: 'moved', version: '1.0.0' } });
  const integrity = `sha512-${createHash('sha512').update(bytes).digest('base64')}`;
  const pinned = { url: 'https://acme.example/moved.tgz', integrity, size: bytes.length };
  const tarballPath = 'packages/moved/moved-1.0.0.tgz';
  await repository.write(`${tarballPath}.json`, JSON.stringify(pinned));
  await repository.commit('Point');
  await repository.write(`${tarballPath}.json`, undefined);
  await repository.write(tarballPath, bytes);
  await repository.commit('Move');
  expect((await desk.build()).problems).toEqual([]);
  // Whoever looks at it again finds it gone.
  const oid = await repository.git('rev-parse', `HEAD:${tarballPath}`);
  await repository.write('packages/moved/meta.json', '{}');
  await repository.commit('Touch');
  await rm(join(repository.dir, tarballPath));
  await rm(join(repository.dir, '.git/objects', oid.slice(0, 2), oid.slice(2)));
  expect(await desk.build()).toMatchObject({ ok: true, problems: [] });
});
