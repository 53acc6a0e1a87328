// What a build makes of a commit does not depend on what was built before.
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { build } from '../../src/build.ts';
import type { BuildReport } from '../../src/build-report.ts';
import { twinAt } from '../../src/host/precompressed.ts';
import { createRepository, type GitRepository } from '../support/git-repository.ts';
import { readDocuments, readTree } from '../support/output-tree.ts';
import { packageTarball } from '../support/tarball.ts';
import { temporaryDirectory } from '../support/temp-dir.ts';
import { testEnv } from '../support/test-engine.ts';
import { readTwins } from '../support/twins.ts';

const names = ['ui', '@acme/ui', '@acme/kit', 'Ui', 'ui.html'];
const versions = ['1.0.0', '1.1.0', '2.0.0-rc.1'];

const step = fc.record({
  kind: fc.constantFrom(
    ...['add', 'add', 'add', 'replace', 'delete', 'rename', 'meta', 'meta', 'revert', 'elsewhere'],
    ...['people', 'stray', 'depart', 'empty', 'twins'],
  ),
  name: fc.constantFrom(...names),
  version: fc.constantFrom(...versions),
  pick: fc.nat(5),
});
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

const metas = [
  '{}',
  '{"dist-tags": {"next": "1.0.0"}}',
  '{"deprecated": {"<2": "old"}, "users": {"jo": true}}',
  '{"unpublished": {"1.0.0": {}}}',
  '{"maintainers": ["mira"], "access": "restricted"}',
  '{',
];

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
      manifest: { name, version, text, description: text.repeat(version === '1.0.0' ? 99 : 1) },
      files: { 'README.md': `# ${text}` },
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
    { numRuns: 20 },
  );
}, 300_000);

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
