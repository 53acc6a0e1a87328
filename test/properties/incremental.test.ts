// What a build makes of a commit does not depend on what was built before.
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { build } from '../../src/build.ts';
import type { BuildReport } from '../../src/build-report.ts';
import { createRepository, type GitRepository } from '../support/git-repository.ts';
import { readTree } from '../support/output-tree.ts';
import { packageTarball } from '../support/tarball.ts';
import { temporaryDirectory } from '../support/temp-dir.ts';
import { testEnv } from '../support/test-engine.ts';

const names = ['ui', '@acme/ui', '@acme/kit', 'Ui', 'ui.html'];
const versions = ['1.0.0', '1.1.0', '2.0.0-rc.1'];

const step = fc.record({
  kind: fc.constantFrom(
    ...['add', 'add', 'add', 'replace', 'delete', 'rename', 'meta', 'meta', 'revert', 'elsewhere'],
    ...['people', 'stray', 'depart', 'empty'],
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

async function apply(
  repository: GitRepository,
  { kind, name, version, pick }: Step,
): Promise<void> {
  const folder = `packages/${name}`;
  const file = `${folder}/${name.slice(name.indexOf('/') + 1)}-${version}.tgz`;
  const tarball = (text: string): Uint8Array =>
    packageTarball({ manifest: { name, version, text }, files: { 'README.md': `# ${text}` } });
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
    case 'empty':
      break;
  }
  await repository.commit(`${kind} ${name} ${version}`);
}

test('a full build and any sequence of incremental builds give the same bytes', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(step, { minLength: 1, maxLength: 3 }), { minLength: 2, maxLength: 6 }),
      async (pushes) => {
        const repository = await createRepository();
        await repository.write('stillpack.json', '{"protected": true}');
        await repository.write('packages/.gitkeep', '');
        await repository.commit('init');
        const [out, cache] = [await temporaryDirectory(), await temporaryDirectory()];
        const into = (dir: string, state: boolean): Promise<BuildReport> =>
          build({
            repo: repository.dir,
            out: join(dir, 'out'),
            cacheDir: '/nonexistent',
            url: 'https://npm.acme.example/',
            host: 'github-pages',
            engine: 'git',
            env: testEnv,
            ...(state ? { state: { dir: cache, program: 'test' } } : {}),
          });
        for (const push of pushes) {
          for (const each of push) await apply(repository, each);
          const report = await into(out, true);
          const fresh = await temporaryDirectory();
          const whole = await into(fresh, false);
          expect(await shown(join(out, 'out'))).toEqual(await shown(join(fresh, 'out')));
          expect(summaryOf(report)).toEqual(summaryOf(whole));
        }
      },
    ),
    { numRuns: 15 },
  );
}, 300_000);

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
