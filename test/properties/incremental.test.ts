// What a build makes of a commit does not depend on what was built before.
import { cp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { build } from '../../src/build.ts';
import type { BuildReport } from '../../src/build-report.ts';
import { StillpackError } from '../../src/errors.ts';
import { twinAt } from '../../src/host/precompressed.ts';
import { createRepository, type GitRepository } from '../support/git-repository.ts';
import { readDocuments, readTree } from '../support/output-tree.ts';
import { provenanceOf } from '../support/provenance.ts';
import { packageTarball } from '../support/tarball.ts';
import { temporaryDirectory } from '../support/temp-dir.ts';
import { testEnv } from '../support/test-engine.ts';
import { readTwins } from '../support/twins.ts';

const names = ['ui', '@acme/ui', '@acme/kit', 'Ui', 'ui.html', 'search'];
const versions = ['1.0.0', '1.1.0', '2.0.0-rc.1'];

const step = fc.record({
  kind: fc.constantFrom(
    ...['add', 'add', 'add', 'replace', 'delete', 'rename', 'meta', 'meta', 'revert', 'elsewhere'],
    ...['people', 'stray', 'depart', 'empty', 'twins', 'prove', 'prove', 'unprove', 'template'],
  ),
  name: fc.constantFrom(...names),
  version: fc.constantFrom(...versions),
  pick: fc.nat(5),
});
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

const dependencies: Readonly<Record<string, object>> = {
  '1.0.0': { '@acme/kit': '^1.0.0', 'left-pad': '*' },
  '1.1.0': { '@acme/kit': '^1.1.0', ui: '1', Ui: '1' },
};

const metas = [
  '{}',
  '{"dist-tags": {"next": "1.0.0"}}',
  '{"deprecated": {"<2": "old"}, "users": {"jo": true}}',
  '{"unpublished": {"1.0.0": {}}}',
  '{"maintainers": ["mira"], "access": "restricted"}',
  '{',
];

const damages = ['removed', 'truncated', 'damaged'];

const twins = [[], ['br'], ['gzip'], ['gzip', 'br']];

function configOf(precompressed: readonly string[] = []): string {
  return JSON.stringify({ protected: true, precompressed });
}

async function apply(
  repository: GitRepository,
  { kind, name, version, pick }: Step,
  { servesTwins }: { readonly servesTwins: boolean },
): Promise<void> {
  const folder = `packages/${name}`;
  const file = `${folder}/${name.slice(name.indexOf('/') + 1)}-${version}.tgz`;
  const tarball = (text: string): Uint8Array =>
    packageTarball({
      // Some documents are large enough for a compressed twin, others are not.
      manifest: {
        ...{ name, version, text, description: text.repeat(version === '1.0.0' ? 99 : 1) },
        dependencies: dependencies[version],
        keywords: ['ui', text, version.slice(0, 1)],
      },
      files: { 'README.md': `# ${text}`, 'CHANGELOG.md': `## ${version}` },
    });
  switch (kind) {
    case 'add':
      await repository.write(file, tarball('first'));
      break;
    case 'replace':
      await repository.write(file, tarball('second'));
      break;
    case 'delete':
      await repository.write(file, undefined).catch(() => undefined);
      break;
    case 'rename':
      await repository.git('mv', file, file.replace(version, `v${version}`)).catch(() => undefined);
      break;
    case 'meta':
      await repository.write(`${folder}/meta.json`, metas[pick]);
      break;
    case 'revert':
      await repository
        .git('revert', '--no-edit', 'HEAD')
        .catch(() => repository.git('revert', '--abort').catch(() => ''));
      return;
    case 'elsewhere':
      await repository.write('docs/notes.md', `${pick}`);
      break;
    case 'prove': {
      // Mostly with its tarball, as a gateway commits it; of other bytes now and then, or no JSON.
      if (pick > 1) await repository.write(file, tarball('first'));
      const of = { name, version, tarball: tarball(pick === 2 ? 'second' : 'first') };
      const text = pick === 3 ? '{' : provenanceOf({ ...of, bundle: { pick } });
      await repository.write(file.replace(/tgz$/, 'sigstore'), text);
      break;
    }
    case 'unprove':
      await repository.write(file.replace(/tgz$/, 'sigstore'), undefined).catch(() => undefined);
      break;
    case 'people':
      await repository.write('users/mira.json', `{"name": "Mira ${pick}"}`);
      break;
    case 'stray':
      await repository.write(`${folder}/stray.txt`, `${pick}`);
      break;
    case 'depart':
      await repository.git('rm', '-rq', '--ignore-unmatch', folder);
      break;
    case 'twins':
      await repository.write('stillpack.json', configOf(servesTwins ? twins[pick % 4] : []));
      break;
    case 'template':
      await repository.write('templates/site/site.css', `h1 { margin: ${pick}px }`);
      break;
    case 'empty':
      break;
  }
  await repository.commit(`${kind} ${name} ${version}`);
}

test('a full build and any sequence of incremental builds give the same bytes', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(step, { minLength: 1, maxLength: 3 }), { minLength: 2, maxLength: 6 }),
      fc.constantFrom('github-pages', 'nginx'),
      async (pushes, host) => {
        const servesTwins = host === 'nginx';
        const repository = await createRepository();
        await repository.write('stillpack.json', configOf(servesTwins ? twins[3] : []));
        await repository.write('packages/.gitkeep', '');
        await repository.commit('init');
        // What a first revert meets: without stillpack.json a restricted package is refused.
        await repository.commit('begin');
        const [out, cache] = [await temporaryDirectory(), await temporaryDirectory()];
        const into = (dir: string, state: boolean): Promise<BuildReport> =>
          build({
            repo: repository.dir,
            out: join(dir, 'out'),
            cacheDir: '/nonexistent',
            url: 'https://npm.acme.example/',
            host,
            engine: 'git',
            env: testEnv,
            ...(state ? { state: { dir: cache, program: 'test' } } : {}),
          });
        for (const push of pushes) {
          for (const each of push) await apply(repository, each, { servesTwins });
          const report = await into(out, true);
          const fresh = await temporaryDirectory();
          const whole = await into(fresh, false);
          expect(await shown(join(out, 'out'))).toEqual(await shown(join(fresh, 'out')));
          expect(summaryOf(report)).toEqual(summaryOf(whole));
          await expectTwinsToHold(join(out, 'out'));
        }
      },
    ),
    { numRuns: 8 },
  );
}, 300_000);

/** What happens between two builds to the repository, and to what builds keep. */
const turn = fc.record({
  kind: fc.constantFrom(...['push', 'push', 'push', 'aside', 'aside', 'merge', 'rewrite']),
  steps: fc.array(step, { minLength: 1, maxLength: 2 }),
  back: fc.integer({ min: 1, max: 3 }),
  cache: fc.constantFrom('as it is', 'as it is', 'saved', 'restored', ...damages),
  pick: fc.nat(50),
});
type Turn = typeof turn extends fc.Arbitrary<infer Value> ? Value : never;

interface Desk {
  readonly repository: GitRepository;
  /** Where builds keep what the next one need not find out. */
  readonly cache: string;
  /** As it was some builds ago. */
  readonly saved: string;
}

test('what is kept changes nothing, whichever branch it is of and whatever happened to it', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(turn, { minLength: 3, maxLength: 8 }), async (turns) => {
      const repository = await createRepository();
      await repository.write('stillpack.json', configOf());
      await repository.write('packages/.gitkeep', '');
      await repository.commit('init');
      await repository.commit('begin');
      await repository.git('branch', 'aside');
      const dir = await temporaryDirectory();
      const desk = { repository, cache: join(dir, 'cache'), saved: join(dir, 'saved') };
      await expectSame(desk, join(dir, 'out'));
      for (const one of turns) {
        await disturb(desk, one);
        await take(desk, one);
        await expectSame(desk, join(dir, one.kind === 'aside' ? 'preview' : 'out'));
        await repository.git('checkout', '-q', 'main');
      }
    }),
    { numRuns: 10 },
  );
}, 600_000);

async function take({ repository }: Desk, { kind, steps, back, pick }: Turn): Promise<void> {
  if (kind === 'merge') {
    await repository.merge('aside').catch(() => repository.git('merge', '--abort').catch(() => ''));
    return;
  }
  // A branch is begun anew, or goes on.
  if (kind === 'aside')
    await repository.git('checkout', '-q', ...(pick % 2 === 0 ? ['-B'] : []), 'aside');
  if (kind === 'rewrite') {
    const commits = Number(await repository.git('rev-list', '--first-parent', '--count', 'HEAD'));
    await repository.git('reset', '-q', '--hard', `HEAD~${Math.min(back, commits - 2)}`);
  }
  for (const each of steps) await apply(repository, each, { servesTwins: false });
}

/** What machines do to a cache: a file of it is lost or damaged, or an older one is unpacked over it. */
async function disturb({ cache, saved }: Desk, { cache: what, pick }: Turn): Promise<void> {
  if (what === 'saved') await cp(cache, saved, { recursive: true });
  if (what === 'restored') await cp(saved, cache, { recursive: true }).catch(() => undefined);
  const files = (await readdir(cache, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
  const file = files[pick % files.length];
  if (file === undefined) return;
  if (what === 'truncated') await truncate(file, 40);
  if (what === 'removed') await rm(file);
  if (what === 'damaged') {
    const bytes = await readFile(file);
    bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
    await writeFile(file, bytes);
  }
}

/** Builds into `out`, and, with nothing kept, into a copy of it. */
async function expectSame({ repository, cache }: Desk, out: string): Promise<void> {
  const copy = join(await temporaryDirectory(), 'out');
  await cp(out, copy, { recursive: true }).catch(() => undefined);
  const into = (folder: string, state?: string): Promise<object> =>
    build({
      ...{ repo: repository.dir, out: folder, cacheDir: '/nonexistent', engine: 'git' },
      ...{ url: 'https://npm.acme.example/', host: 'static', env: testEnv },
      ...(state === undefined ? {} : { state: { dir: state, program: 'test' } }),
    }).then(summaryOf, (error: unknown) => {
      if (error instanceof StillpackError) return { code: error.code };
      throw error;
    });
  const said = await into(out, cache);
  expect(said).toEqual(await into(copy));
  expect(await readTree(out)).toEqual(await readTree(copy));
}

/** Every compressed twin holds its document. */
async function expectTwinsToHold(dir: string): Promise<void> {
  const documents = await readDocuments(dir);
  for (const [path, text] of await readTwins(dir)) {
    expect(text, path).toBe(documents.get(twinAt(path)?.of ?? ''));
  }
}

/** Without the records of packages, which remember what is gone. */
async function shown(dir: string): Promise<ReadonlyMap<string, string>> {
  const tree = await readTree(dir);
  return new Map([...tree].filter(([path]) => !path.startsWith('-/stillpack/state/')));
}

function summaryOf({ ok, packages, versions: count, problems }: BuildReport): object {
  return {
    ok,
    packages,
    count,
    problems: problems.map(({ code, path }) => `${code} ${path}`).toSorted(),
  };
}
