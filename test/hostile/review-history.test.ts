// Histories made so that a review looks at other changes than a merge makes.
import { describe, expect, test } from 'vitest';
import { review } from '../../src/review/review.ts';
import type { ReviewReport } from '../../src/review/review-report.ts';
import { createRepository, git, type GitRepository } from '../support/git-repository.ts';
import { packageTarball } from '../support/tarball.ts';
import { temporaryDirectory } from '../support/temp-dir.ts';
import { engineNames, testEnv } from '../support/test-engine.ts';

async function judge(
  repository: GitRepository,
  engine: (typeof engineNames)[number],
): Promise<ReviewReport> {
  return review({
    ...{ repo: repository.dir, base: 'main', head: 'change', account: 'mira', engine },
    ...{ env: testEnv, cacheDir: await temporaryDirectory() },
  });
}

function ui(version: string): Uint8Array {
  return packageTarball({ manifest: { name: 'ui', version, license: 'MIT' } });
}

/** `main` has ui 1.0.0, owned by mira. */
async function registry(): Promise<GitRepository> {
  const repository = await createRepository();
  await repository.write('users/mira.json', '{"email": "mira@acme.example", "forge": "mira"}');
  await repository.write('packages/ui/meta.json', '{"maintainers": ["mira", "jo"]}');
  await repository.write('packages/ui/ui-1.0.0.tgz', ui('1.0.0'));
  await repository.commit('Begin');
  return repository;
}

/** The paths that a merge of `change` removes from `main` or changes there. */
async function lostByMerging(repository: GitRepository): Promise<string> {
  await repository.git('checkout', '-q', '-b', 'merged', 'main');
  await repository.merge('change');
  return repository.git('diff', '--no-renames', '--name-only', '--diff-filter=DM', 'main', 'HEAD');
}

describe.each(engineNames)('a review by the %s engine', (engine) => {
  test('refuses a history that crosses the one it is merged into, and undoes what was merged', async () => {
    const repository = await registry();
    await repository.git('checkout', '-q', '-b', 'topic');
    await repository.write('packages/ui/ui-1.0.1.tgz', ui('1.0.1'));
    await repository.write('packages/ui/meta.json', '{"maintainers": ["mira"]}');
    await repository.commit('Publish 1.0.1, and let jo go');
    await repository.git('checkout', '-q', 'main');
    await repository.commit('Meanwhile');
    await repository.git('branch', 'change');
    await repository.merge('topic');
    await repository.git('checkout', '-q', 'change');
    await repository.git('merge', '-q', '--no-edit', '-s', 'ours', 'topic');
    await repository.write('packages/ui/ui-1.0.2.tgz', ui('1.0.2'));
    await repository.commit('Publish 1.0.2');
    await expect(judge(repository, engine)).rejects.toMatchObject({ code: 'RANGE_INVALID' });
    expect(await lostByMerging(repository)).toBe('packages/ui/meta.json\npackages/ui/ui-1.0.1.tgz');
  });

  test('sees what is undone behind a shortcut to an older commit', async () => {
    const repository = await registry();
    await repository.git('branch', 'old');
    for (const version of ['1.0.1', '1.0.2', '1.0.3']) {
      await repository.write(`packages/ui/ui-${version}.tgz`, ui(version));
      await repository.commit(`Publish ${version}`);
    }
    await repository.git('checkout', '-q', '-b', 'change');
    await repository.write('packages/ui/ui-1.0.3.tgz', undefined);
    for (const each of ['a', 'b', 'c', 'd', 'e']) await repository.commit(each);
    const tree = await repository.git('rev-parse', 'HEAD^{tree}');
    const parents = ['-p', await repository.oid('old'), '-p', await repository.oid('HEAD')];
    const merge = await repository.git('commit-tree', tree, '-m', 'shortcut', ...parents);
    await repository.git('reset', '-q', '--hard', merge);
    const report = await judge(repository, engine);
    expect(report.findings.map(({ check, path }) => `${check} ${path}`)).toContain(
      'version-removed packages/ui/ui-1.0.3.tgz',
    );
  });

  test('refuses a folder that has a published file twice, first with other bytes', async () => {
    const repository = await registry();
    await repository.write('packages/ui/ui-1.0.1.tgz', ui('1.0.1'));
    await repository.commit('Publish 1.0.1');
    const line = (path: string): Promise<string> =>
      repository.git('ls-tree', 'HEAD:packages/ui', path);
    const [meta, old, added] = [
      await line('meta.json'),
      await line('ui-1.0.0.tgz'),
      await line('ui-1.0.1.tgz'),
    ];
    const other = old.replace(/ [0-9a-f]{40}/, ` ${/[0-9a-f]{40}/.exec(added)?.[0] ?? ''}`);
    const folder = await treeOf(repository, [meta, other, old, added]);
    const packages = await treeOf(repository, [`040000 tree ${folder}\tui`]);
    const users = await repository.git('ls-tree', 'HEAD', 'users');
    const root = await treeOf(repository, [`040000 tree ${packages}\tpackages`, users]);
    const head = await repository.git('commit-tree', root, '-p', 'HEAD~1', '-m', 'twice');
    await repository.git('reset', '-q', '--hard', 'HEAD~1');
    await repository.git('update-ref', 'refs/heads/change', head);
    await expect(judge(repository, engine)).rejects.toMatchObject({ code: 'RANGE_INVALID' });
  });
});

/** Of lines of `git ls-tree`, as they are: `git mktree` would sort them, and leave out what is there twice. */
async function treeOf({ dir }: GitRepository, lines: readonly string[]): Promise<string> {
  const entries = lines.map((line) => {
    const [, mode = '', id = '', name = ''] = /^0*(\d+) \w+ (\w+)\t(.*)$/.exec(line) ?? [];
    return Buffer.concat([Buffer.from(`${mode} ${name}\0`), Buffer.from(id, 'hex')]);
  });
  const args = ['hash-object', '-w', '-t', 'tree', '--literally', '--stdin'];
  return git(dir, args, { input: Buffer.concat(entries) });
}
