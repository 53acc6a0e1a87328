// The verbs of npm that write, as a user types them: one command, one commit.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { packageTarball } from '../support/tarball.ts';
import { createVerbDesk } from '../support/verb-desk.ts';

const meta = 'packages/@acme/ui/meta.json';
const org = 'orgs/acme.json';
const files = {
  'stillpack.json': '{"protected": true}\n',
  [meta]: '{"maintainers": ["mira"], "dist-tags": {"old": "1.0.0"}, "deprecated": {"<2": "old"}}\n',
  [org]:
    '{"members": {"mira": "owner", "jo": "developer"}, "teams": {"web": {"members": ["mira"], "packages": {"@acme/ui": "read-only"}}}}\n',
};

interface Verb {
  readonly args: readonly string[];
  readonly message: string;
  /** As `git show --name-status` has them. */
  readonly files: readonly string[];
  /** What stands in the changed JSON file afterwards. */
  readonly says: string;
}

const verbs: readonly Verb[] = [
  {
    args: ['tag', 'add', '@acme/ui@2.0.0-rc.1', 'next'],
    message: 'npm dist-tag add @acme/ui@2.0.0-rc.1 next',
    files: [`M ${meta}`],
    says: '"dist-tags": {"old": "1.0.0", "next": "2.0.0-rc.1"}',
  },
  {
    args: ['tag', 'add', '@acme/ui@1.0.0'],
    message: 'npm dist-tag add @acme/ui@1.0.0 latest',
    files: [`M ${meta}`],
    says: '"latest": "1.0.0"',
  },
  {
    args: ['tag', 'rm', '@acme/ui', 'old'],
    message: 'npm dist-tag rm @acme/ui old',
    files: [`M ${meta}`],
    says: '{"maintainers": ["mira"], "deprecated": {"<2": "old"}}',
  },
  {
    args: ['deprecate', '@acme/ui@1.0.0', 'use 1.1.0'],
    message: 'npm deprecate @acme/ui@1.0.0 "use 1.1.0"',
    files: [`M ${meta}`],
    says: '"deprecated": {"<2": "old", "1.0.0": "use 1.1.0"}',
  },
  {
    args: ['undeprecate', '@acme/ui'],
    message: 'npm undeprecate @acme/ui',
    files: [`M ${meta}`],
    says: '{"maintainers": ["mira"], "dist-tags": {"old": "1.0.0"}}',
  },
  {
    args: ['unpublish', '@acme/ui@1.0.0', '--reason', 'built from the wrong branch'],
    message:
      'npm unpublish @acme/ui@1.0.0\n\nbuilt from the wrong branch\n\nThe bytes stay in the history of this repository; `stillpack purge` takes them out.',
    files: [`M ${meta}`, 'D packages/@acme/ui/ui-1.0.0.tgz'],
    says: '"unpublished": {"1.0.0": {"reason": "built from the wrong branch"}}',
  },
  {
    args: ['owner', 'add', 'acme:web', '@acme/ui'],
    message: 'npm owner add acme:web @acme/ui',
    files: [`M ${meta}`],
    says: '"maintainers": ["mira", "acme:web"]',
  },
  {
    args: ['access', 'set', 'restricted', '@acme/ui'],
    message: 'npm access set status=private @acme/ui',
    files: [`M ${meta}`],
    says: '"access": "restricted"',
  },
  {
    args: ['access', 'grant', 'read-write', 'acme:web', '@acme/ui'],
    message: 'npm access grant read-write acme:web @acme/ui',
    files: [`M ${org}`],
    says: '"packages": {"@acme/ui": "read-write"}',
  },
  {
    args: ['access', 'revoke', '@acme:web', '@acme/ui'],
    message: 'npm access revoke acme:web @acme/ui',
    files: [`M ${org}`],
    says: '{"web": {"members": ["mira"]}}',
  },
  {
    args: ['org', 'set', '@acme', 'ann', 'admin'],
    message: 'npm org set acme ann admin',
    files: [`M ${org}`],
    says: '"members": {"mira": "owner", "jo": "developer", "ann": "admin"}',
  },
  {
    args: ['org', 'rm', 'acme', 'jo'],
    message: 'npm org rm acme jo',
    files: [`M ${org}`],
    says: '{"members": {"mira": "owner"}, "teams"',
  },
  {
    args: ['team', 'create', 'acme:core'],
    message: 'npm team create acme:core',
    files: [`M ${org}`],
    says: '"core": {"members": []}',
  },
  {
    args: ['team', 'destroy', 'acme:web'],
    message: 'npm team destroy acme:web',
    files: [`M ${org}`],
    says: '{"members": {"mira": "owner", "jo": "developer"}}',
  },
  {
    args: ['team', 'add', 'acme:web', 'jo'],
    message: 'npm team add acme:web jo',
    files: [`M ${org}`],
    says: '"members": ["mira", "jo"]',
  },
  {
    args: ['team', 'rm', 'acme:web', 'mira'],
    message: 'npm team rm acme:web mira',
    files: [`M ${org}`],
    says: '"members": []',
  },
  {
    args: ['trust', 'add', '@acme/ui', '--repository', 'acme/ui', '--workflow', 'publish.yml'],
    message:
      'stillpack trust add @acme/ui --issuer github --repository acme/ui --workflow publish.yml',
    files: [`M ${meta}`],
    says: '"trustedPublishers": [{"issuer": "github", "repository": "acme/ui", "workflow": "publish.yml"}]',
  },
];

const nameOf = ({ args }: Verb): string => args.join(' ');

describe('is one commit, says which npm command it is, and touches no more than it must:', () => {
  test.each(verbs.map((verb) => [nameOf(verb), verb] as const))('%s', async (_, verb) => {
    const desk = await createVerbDesk(files);
    const before = await desk.state();
    const would = await desk.run([...verb.args, '--dry-run']);
    expect(would.code).toBe(0);
    expect(would.stderr).toContain('would write');
    expect(await desk.state()).toBe(before);

    const { code, stdout, stderr } = await desk.run(verb.args);
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    expect(stderr).toContain(`committed`);
    expect(await desk.lastCommit()).toEqual({ message: verb.message, files: verb.files });
    expect(await desk.git('rev-list', '--count', 'HEAD')).toBe('2');
    expect(await desk.git('status', '--porcelain')).toBe('');
    const [path = ''] = verb.files.map((line) => line.slice(2));
    expect(await readFile(join(desk.dir, path), 'utf8')).toContain(verb.says);
  });
});

test('the history shows each as a change of a line, in a file of one line to a value', async () => {
  const desk = await createVerbDesk({
    [meta]: `${JSON.stringify({ maintainers: ['mira'], 'dist-tags': { old: '1.0.0' } }, undefined, 2)}\n`,
  });
  await desk.run(['tag', 'add', '@acme/ui@1.1.0', 'old']);
  const diff = await desk.git('show', '--format=', '--unified=0', 'HEAD');
  expect(diff.split('\n').filter((line) => /^[+-] /.test(line))).toEqual([
    '-    "old": "1.0.0"',
    '+    "old": "1.1.0"',
  ]);
});

describe('what every verb can do', () => {
  test('--json is the report', async () => {
    const desk = await createVerbDesk(files);
    const args = ['unpublish', '@acme/ui@1.0.0'];
    const report = {
      code: 0,
      ok: true,
      files: [meta],
      removed: ['packages/@acme/ui/ui-1.0.0.tgz'],
      message:
        'npm unpublish @acme/ui@1.0.0\n\nThe bytes stay in the history of this repository; `stillpack purge` takes them out.\n',
    };
    expect(await desk.runJson([...args, '--dry-run'])).toEqual({ ...report, dryRun: true });
    expect(await desk.runJson(args)).toEqual({
      ...report,
      dryRun: false,
      commit: await desk.oid('HEAD'),
    });
    expect(await desk.runJson(args)).toEqual({
      code: 0,
      ok: true,
      dryRun: false,
      files: [],
      removed: [],
    });
  });

  test('--message is the commit message, and --no-commit leaves the commit to the user', async () => {
    const desk = await createVerbDesk(files);
    await desk.run(['tag', 'add', '@acme/ui@1.1.0', 'next', '-m', 'Try it']);
    expect((await desk.lastCommit()).message).toBe('Try it');
    const { code, stderr } = await desk.run(['unpublish', '@acme/ui@1.0.0', '--no-commit']);
    expect(code).toBe(0);
    expect(stderr).toContain(`git add packages/@acme/ui/ui-1.0.0.tgz ${meta} && git commit`);
    expect(await desk.git('status', '--porcelain')).toBe(
      ` M ${meta}\n D packages/@acme/ui/ui-1.0.0.tgz`,
    );
    const empty = await desk.run(['tag', 'add', '@acme/ui@1.1.0', 'x', '-m', ' ']);
    expect(empty.code).toBe(2);
  });

  test('nothing to do is no commit', async () => {
    const desk = await createVerbDesk(files);
    const before = await desk.state();
    for (const args of [
      ['tag', 'add', '@acme/ui@1.1.0', 'latest'],
      ['tag', 'add', '@acme/ui@1.0.0', 'old'],
      ['owner', 'add', 'mira', '@acme/ui'],
      ['access', 'set', 'public', '@acme/ui'],
      ['org', 'set', 'acme', 'jo'],
      ['team', 'create', 'acme:web'],
    ]) {
      const { code, stderr } = await desk.run(args);
      expect({ code, stderr }).toEqual({ code: 0, stderr: 'Nothing to do.\n' });
    }
    expect(await desk.state()).toBe(before);
  });

  test('both engines make the same of it, and one of them needs no git program', async () => {
    const trees = new Set<string>();
    for (const engine of ['git', 'isomorphic-git']) {
      const desk = await createVerbDesk(files);
      const options = engine === 'git' ? {} : { env: { PATH: '/nonexistent' } };
      for (const args of [
        ['tag', 'add', '@acme/ui@2.0.0-rc.1', 'next'],
        ['unpublish', '@acme/ui@1.0.0'],
        ['team', 'add', 'acme:web', 'jo'],
      ]) {
        const { code, stderr } = await desk.run([...args, '--engine', engine], options);
        expect({ code, stderr }).toMatchObject({ code: 0 });
      }
      expect(await desk.git('rev-list', '--count', 'HEAD')).toBe('4');
      expect(await desk.git('status', '--porcelain')).toBe('');
      trees.add(await desk.git('rev-parse', 'HEAD^{tree}'));
    }
    expect(trees.size).toBe(1);
  });

  test('what is not committed is never overwritten', async () => {
    const desk = await createVerbDesk(files);
    await desk.write(meta, '{"access": "restricted"}\n');
    const report = await desk.runJson(['tag', 'add', '@acme/ui@1.1.0', 'next']);
    expect(report).toMatchObject({ code: 1, error: { code: 'UNCOMMITTED_CHANGES' } });
    expect(await readFile(join(desk.dir, meta), 'utf8')).toBe('{"access": "restricted"}\n');
  });
});

test('unpublish says that the bytes stay, and no add brings them back', async () => {
  const desk = await createVerbDesk(files);
  const tarball = await readFile(join(desk.dir, 'packages/@acme/ui/ui-1.0.0.tgz'));
  const { stderr } = await desk.run(['unpublish', '@acme/ui@1.0.0']);
  expect(stderr).toMatch(/bytes stay: .* history/);
  await desk.write('again.tgz', tarball);
  const report = await desk.runJson(['add', 'again.tgz']);
  expect(report).toMatchObject({
    code: 1,
    error: { problems: [{ code: 'VERSION_UNPUBLISHED' }] },
  });
});

test('a trusted publisher comes, is listed, and goes with the words it came with', async () => {
  const desk = await createVerbDesk();
  const words = ['@acme/ui', '--issuer', 'gitlab', '--repository', 'acme/web/ui'];
  const all = [...words, '--workflow', '.gitlab-ci.yml', '--ref', 'refs/tags/v*'];
  await desk.run(['trust', 'add', ...all, '--environment', 'npm', '--owner-id', '42']);
  const { stdout } = await desk.run(['trust', 'ls', '@acme/ui']);
  expect(stdout).toBe(
    'gitlab acme/web/ui .gitlab-ci.yml, environment npm, ref refs/tags/v*, ownerId 42\n',
  );
  const listed = {
    issuer: 'gitlab',
    repository: 'acme/web/ui',
    workflow: '.gitlab-ci.yml',
    environment: 'npm',
    ref: 'refs/tags/v*',
    ownerId: '42',
  };
  expect(await desk.runJson(['trust', 'ls', '@acme/ui'])).toMatchObject({ publishers: [listed] });
  const other = await desk.runJson(['trust', 'rm', ...all]);
  expect(other).toMatchObject({ code: 1, error: { code: 'PUBLISHER_UNKNOWN' } });
  await desk.run(['trust', 'rm', ...all, '--environment', 'npm', '--owner-id', '42']);
  expect((await desk.lastCommit()).files).toEqual([`D ${meta}`]);
});

test('the owners of a package that lists none are written down when one comes', async () => {
  const desk = await createVerbDesk({
    'users/mira.json': '{"email": "mira@acme.example"}\n',
  });
  expect(await desk.runJson(['owner', 'ls', '@acme/ui'])).toEqual({
    code: 0,
    ok: true,
    owners: ['mira'],
  });
  await desk.run(['owner', 'add', 'jo', '@acme/ui']);
  expect(JSON.parse(await readFile(join(desk.dir, meta), 'utf8'))).toEqual({
    maintainers: ['mira', 'jo'],
  });
});

const lists = [
  [['trust', 'ls', '@acme/ui'], ''],
  [['tag', 'ls', '@acme/ui'], 'latest: 1.1.0\nold: 1.0.0\n'],
  [['owner', 'ls', '@acme/ui'], 'mira\n'],
  [['access', 'get', '@acme/ui'], 'public\n'],
  [['access', 'list', 'collaborators', '@acme/ui'], 'mira: read-write\n'],
  [['access', 'list', 'packages', 'acme:web'], '@acme/ui: read-only\n'],
  [['access', 'list', 'packages', 'acme'], '@acme/ui: read-write\n'],
  [['org', 'ls', 'acme'], 'jo: developer\nmira: owner\n'],
  [['team', 'ls', 'acme'], 'acme:web\n'],
  [['team', 'ls', 'acme:web'], 'mira\n'],
] as const;

test('what is listed is on stdout, and with --json one document', async () => {
  const desk = await createVerbDesk(files);
  for (const [args, expected] of lists) {
    const { code, stdout } = await desk.run(args);
    expect({ args, code, stdout }).toEqual({ args, code: 0, stdout: expected });
    const report = await desk.runJson(args);
    expect(report).toMatchObject({ code: 0, ok: true });
    expect(Object.keys(report)).toHaveLength(args[0] === 'owner' ? 4 : 3);
  }
});

function workflow(repository: string, file: string): readonly string[] {
  return ['--repository', repository, '--workflow', file];
}

const refusals = [
  ['TAG_INVALID', 2, ['tag', 'add', '@acme/ui@1.0.0', '1.x']],
  ['TAG_INVALID', 2, ['tag', 'rm', '@acme/ui', 'latest']],
  ['TAG_UNKNOWN', 1, ['tag', 'rm', '@acme/ui', 'next']],
  ['VERSION_UNKNOWN', 1, ['tag', 'add', '@acme/ui@3.0.0', 'next']],
  ['OPTION_INVALID', 2, ['tag', 'add', '@acme/ui', 'next']],
  ['PACKAGE_UNKNOWN', 1, ['tag', 'ls', '@acme/kit']],
  ['OPTION_INVALID', 2, ['tag', 'ls', '../x']],
  ['PACKAGE_UNKNOWN', 1, ['deprecate', 'left-pad', 'old']],
  ['VERSION_UNKNOWN', 1, ['deprecate', '@acme/ui@>5', 'old']],
  ['OPTION_INVALID', 2, ['deprecate', '@acme/ui@next', 'old']],
  ['OPTION_INVALID', 2, ['deprecate', '@acme/ui', ' ']],
  ['OPTION_INVALID', 2, ['unpublish', '@acme/ui']],
  ['OPTION_INVALID', 2, ['unpublish', '@acme/ui@^1.0.0']],
  ['VERSION_UNKNOWN', 1, ['unpublish', '@acme/ui@3.0.0']],
  ['OWNER_LAST', 1, ['owner', 'rm', 'mira', '@acme/ui']],
  ['USER_UNKNOWN', 1, ['owner', 'rm', 'jo', '@acme/ui']],
  ['TEAM_UNKNOWN', 1, ['owner', 'add', 'acme:core', '@acme/ui']],
  ['ORG_UNKNOWN', 1, ['owner', 'add', 'other:core', '@acme/ui']],
  ['PACKAGE_UNKNOWN', 1, ['access', 'set', 'restricted', 'left-pad']],
  ['PACKAGE_UNKNOWN', 1, ['access', 'grant', 'read-only', 'acme:web', 'left-pad']],
  ['PACKAGE_UNKNOWN', 1, ['access', 'revoke', 'acme:web', 'left-pad']],
  ['OWNER_LAST', 1, ['org', 'rm', 'acme', 'mira']],
  ['USER_UNKNOWN', 1, ['org', 'rm', 'acme', 'ann']],
  ['ORG_UNKNOWN', 1, ['org', 'ls', 'other']],
  ['USER_UNKNOWN', 1, ['team', 'add', 'acme:web', 'ann']],
  ['TEAM_UNKNOWN', 1, ['team', 'destroy', 'acme:core']],
  ['OPTION_INVALID', 2, ['team', 'create', 'acme']],
  ['PUBLISHER_UNKNOWN', 1, ['trust', 'rm', '@acme/ui', ...workflow('acme/ui', 'publish.yml')]],
  ['PACKAGE_UNKNOWN', 1, ['trust', 'add', 'left-pad', ...workflow('acme/ui', 'publish.yml')]],
  ['OPTION_INVALID', 2, ['trust', 'add', '@acme/ui', ...workflow('ui', 'publish.yml')]],
  ['OPTION_INVALID', 2, ['trust', 'add', '@acme/ui', ...workflow('acme/ui', 'publish.sh')]],
] as const;

describe('is refused, and leaves everything as it was:', () => {
  test('what cannot be done', async () => {
    const desk = await createVerbDesk(files);
    const before = await desk.state();
    for (const [code, exitCode, args] of refusals) {
      const report = await desk.runJson(args);
      expect({ args, ...report }).toMatchObject({
        args,
        code: exitCode,
        ok: false,
        error: { code },
      });
    }
    expect(await desk.state()).toBe(before);
  });

  test('restricted access that the host cannot keep', async () => {
    const desk = await createVerbDesk({ 'stillpack.json': '{"host": "github-pages"}' });
    expect(await desk.runJson(['access', 'set', 'restricted', '@acme/ui'])).toMatchObject({
      code: 1,
      error: { code: 'ACCESS_UNENFORCEABLE' },
    });
  });

  test.each([
    ['META_INVALID', meta, '{"tags": {}}', ['unpublish', '@acme/ui@1.0.0']],
    ['META_INVALID', meta, '{', ['tag', 'add', '@acme/ui@1.0.0', 'old']],
    ['META_INVALID', 'packages/@acme/ui/Meta.json', '{}', ['owner', 'add', 'jo', '@acme/ui']],
    ['META_INVALID', `${meta}/x`, '{}', ['deprecate', '@acme/ui', 'old']],
    ['ORG_INVALID', org, '{"members": []}', ['org', 'set', 'acme', 'mira', 'owner']],
    ['ORG_INVALID', `${org}/x`, '{}', ['org', 'set', 'acme', 'mira', 'owner']],
    ['USER_INVALID', 'users/jo.json', '{', ['owner', 'add', 'jo', '@acme/ui']],
    ['CONFIG_INVALID', 'stillpack.json', '[]', ['access', 'set', 'restricted', '@acme/ui']],
  ] as const)('what cannot be read, %s in %s', async (code, path, text, args) => {
    const desk = await createVerbDesk({ [path]: text });
    const before = await desk.state();
    expect(await desk.runJson(args)).toMatchObject({ ok: false, error: { code } });
    expect(await desk.state()).toBe(before);
  });
});

test('a team that packages name as an owner is not destroyed, and they are named', async () => {
  const owned = { ...files, [meta]: '{"maintainers": ["mira", "@acme:web"]}' };
  const desk = await createVerbDesk(owned);
  const before = await desk.state();
  const { code, stderr } = await desk.run(['team', 'destroy', 'acme:web']);
  expect([code, await desk.state()]).toEqual([1, before]);
  expect(stderr).toContain('TEAM_IN_USE');
  expect(stderr).toContain('@acme/ui');
  await desk.run(['owner', 'rm', 'acme:web', '@acme/ui']);
  expect((await desk.run(['team', 'destroy', 'acme:web'])).code).toBe(0);
});

test.each([
  [['tag', 'add', '@acme/ui@1.0.0', 'next']],
  [['deprecate', '@acme/ui@1.0.0', 'older', '--engine', 'isomorphic-git']],
  [['add', 'new.tgz']],
])('%j on a detached HEAD is refused, since no branch would have the commit', async (args) => {
  const desk = await createVerbDesk(files);
  const manifest = { name: '@acme/ui', version: '2.0.0' };
  await writeFile(join(desk.dir, 'new.tgz'), packageTarball({ manifest }));
  await desk.git('checkout', '-q', '--detach');
  const before = await desk.git('status', '--porcelain');
  const head = await desk.git('rev-parse', 'HEAD');
  const { code, stderr } = await desk.run(args);
  expect([code, await desk.git('rev-parse', 'HEAD')]).toEqual([1, head]);
  expect(await desk.git('status', '--porcelain')).toBe(before);
  expect(stderr).toContain('HEAD_DETACHED');
  expect(stderr).toContain('git switch');
});

test('commands that commit at the same time wait for one another', async () => {
  const desk = await createVerbDesk(files);
  const tags = ['a1', 'a2', 'a3', 'a4', 'a5', 'a6'];
  const outcomes = await Promise.all(
    tags.map((tag) => desk.run(['tag', 'add', '@acme/ui@1.0.0', tag])),
  );
  expect(outcomes.map(({ code }) => code)).toEqual(tags.map(() => 0));
  const written = await readFile(join(desk.dir, meta), 'utf8');
  for (const tag of tags) expect(written).toContain(`"${tag}": "1.0.0"`);
  expect(await desk.git('status', '--porcelain')).toBe('');
});
