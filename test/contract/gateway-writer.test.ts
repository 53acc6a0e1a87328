// Writes that wait for each other, on a real clone and a real remote: what is pushed together, and what each of them learns.
import { expect, it, onTestFinished } from 'vitest';
import { type BareRepository, openBareRepository } from '../../src/commit/bare/bare-repository.ts';
import type { ReportedProblem } from '../../src/build-report.ts';
import { StillpackError } from '../../src/errors.ts';
import type { Write } from '../../src/gateway/write-batch.ts';
import { createWriter, type Writer } from '../../src/gateway/writer.ts';
import { openEngine } from '../../src/source/open-engine.ts';
import { baseEnv } from '../support/commit-stores.ts';
import { createRepository, git, type GitRepository } from '../support/git-repository.ts';
import { temporaryDirectory } from '../support/temp-dir.ts';

interface Desk {
  readonly writer: Writer;
  readonly remote: GitRepository;
  /** Pushes to the remote. */
  readonly seed: GitRepository;
  readonly bare: BareRepository;
  /** Ids of the commits that were pushed, or should have been. */
  readonly pushes: readonly string[];
}

interface DeskOptions {
  /** In the place of a push. */
  readonly push?: (commit: string, desk: Pick<Desk, 'bare' | 'remote' | 'seed'>) => Promise<void>;
  readonly problems?: readonly ReportedProblem[] | undefined;
  /** In the place of git's own. */
  readonly tidy?: () => Promise<void>;
}

async function createDesk({ push, tidy, ...options }: DeskOptions = {}): Promise<Desk> {
  const seed = await createRepository();
  await seed.write('stillpack.json', '{}\n');
  await seed.commit('Begin');
  const remote = await createRepository({ bare: true });
  await seed.git('push', '-q', remote.dir, 'main');
  const gitDir = `${await temporaryDirectory()}/registry.git`;
  // A URL, so that hooks run.
  const url = `file://${remote.dir}`;
  const bare = await openBareRepository({ gitDir, remote: url, branch: 'main', env: baseEnv });
  const engine = await openEngine({ repo: gitDir, engine: 'git', env: baseEnv });
  onTestFinished(() => engine.close());
  const pushes: string[] = [];
  const repository: BareRepository = {
    ...bare,
    ...(tidy && { tidy }),
    async push(commit) {
      pushes.push(commit);
      await push?.(commit, { bare, remote, seed });
      return bare.push(commit);
    },
  };
  const writer = createWriter({
    ...{ repository, engine, now: () => new Date('2026-01-02T03:04:05Z') },
    publish: () => Promise.resolve('problems' in options ? options.problems : []),
    pause: () => Promise.resolve(),
  });
  return { writer, remote, seed, bare, pushes };
}

function writing(path: string, place: string | undefined = path): Write {
  const change = { files: [{ path, bytes: Buffer.from(path) }], message: `Write ${path}\n` };
  const author = { name: 'Mira', email: 'mira@acme.example' };
  return { author, place, plan: () => Promise.resolve(change) };
}

/** Holds the queue until all of them wait in it. */
function together(
  { writer }: Desk,
  writes: readonly Write[],
): Promise<readonly PromiseSettledResult<unknown>[]> {
  let go: () => void = () => undefined;
  const held = writer.between(() => new Promise<void>((resolve) => (go = resolve)));
  const all = Promise.allSettled(writes.map((write) => writer.write(write)));
  go();
  return held.then(() => all);
}

const subjects = async ({ remote }: Desk): Promise<readonly string[]> =>
  (await remote.git('log', '--format=%s', '--reverse', 'main')).split('\n').slice(1);

it('pushes writes of different places together, and of one place one after another', async () => {
  const desk = await createDesk();
  const paths = ['a', 'b', 'a/2', 'c'];
  const places = ['a', 'b', 'a', 'c'];
  await together(
    desk,
    paths.map((path, index) => writing(`packages/${path}`, places[index])),
  ).then((results) =>
    expect(results.map(({ status }) => status)).toEqual(Array(4).fill('fulfilled')),
  );
  expect(await subjects(desk)).toEqual(paths.map((path) => `Write packages/${path}`));
  expect(desk.pushes).toHaveLength(2);
});

it('pushes a write that looks at the whole registry alone', async () => {
  const desk = await createDesk();
  await together(desk, [writing('a'), { ...writing('b'), place: undefined }, writing('c')]);
  expect(await subjects(desk)).toEqual(['Write a', 'Write b', 'Write c']);
  expect(desk.pushes).toHaveLength(3);
});

it('refuses the one commit that the remote refuses, and not those beside it', async () => {
  const desk = await createDesk();
  const hook = `#!/bin/sh
while read -r old new ref; do
  if git ls-tree -r --name-only "$new" | grep -q bad; then echo "no bad files"; exit 1; fi
done
`;
  await desk.remote.write('hooks/pre-receive', hook, 0o755);
  const results = await together(
    desk,
    ['a', 'b', 'bad', 'c', 'd'].map((path) => writing(path)),
  );
  expect(results.map(({ status }) => status)).toEqual([
    'fulfilled',
    'fulfilled',
    'rejected',
    'fulfilled',
    'fulfilled',
  ]);
  expect(results[2]).toMatchObject({ reason: { code: 'PUSH_REFUSED' } });
  expect(await subjects(desk)).toEqual(['a', 'b', 'c', 'd'].map((path) => `Write ${path}`));
});

it('says a conflict when others come first every time, and has changed nothing', async () => {
  const desk = await createDesk({
    async push(_commit, { seed, remote }) {
      await seed.commit('Somebody else');
      await seed.git('push', '-q', remote.dir, 'main');
    },
  });
  await expect(desk.writer.write(writing('a'))).rejects.toMatchObject({ code: 'WRITE_CONFLICT' });
  expect(desk.pushes).toHaveLength(10);
  expect(new Set(await subjects(desk))).toEqual(new Set(['Somebody else']));
});

it('finds that a push which broke off had come through', async () => {
  const desk = await createDesk({
    async push(commit, { bare, remote }) {
      await git(bare.gitDir, ['push', '-q', remote.dir, `${commit}:refs/heads/main`]);
      throw new StillpackError('REMOTE_UNREACHABLE', 'The line is cut.');
    },
  });
  const written = await desk.writer.write(writing('a'));
  expect(written).toEqual({ commit: await desk.remote.oid('main'), unserved: undefined });
});

it('says that the remote cannot be reached when a push did not come through', async () => {
  const desk = await createDesk({
    push: () => Promise.reject(new StillpackError('REMOTE_UNREACHABLE', 'The line is cut.')),
  });
  const writing1 = desk.writer.write(writing('a'));
  await expect(writing1).rejects.toMatchObject({ code: 'REMOTE_UNREACHABLE' });
  expect(await subjects(desk)).toEqual([]);
});

const problem: ReportedProblem = {
  ...{ code: 'PACKUMENT_LIMIT', severity: 'error', path: 'packages/ui/ui-1.0.0.tgz' },
  ...{ message: 'It is left out.', hint: 'Make room.' },
};

it.each([
  ['the build failed', undefined, { problem: undefined }],
  ['its file is left out', [problem], { problem }],
  [
    'its folder is left out',
    [{ ...problem, path: 'packages/ui' }],
    { problem: { path: 'packages/ui' } },
  ],
  ['its file has a warning', [{ ...problem, severity: 'warning' as const }], undefined],
  ['another is left out', [{ ...problem, path: 'packages/u' }], undefined],
])('says whether a commit is served: %s', async (_case, problems, unserved) => {
  const { writer } = await createDesk({ problems });
  const written = await writer.write(writing('packages/ui/ui-1.0.0.tgz'));
  if (unserved === undefined) expect(written?.unserved).toBeUndefined();
  else expect(written?.unserved).toMatchObject(unserved);
});

it('ends what waits before it closes, and takes nothing more', async () => {
  const desk = await createDesk();
  const last = desk.writer.write(writing('a'));
  const drained = desk.writer.drain();
  const closing = { code: 'GATEWAY_CLOSING' };
  await expect(desk.writer.write(writing('b'))).rejects.toMatchObject(closing);
  await expect(desk.writer.between(() => Promise.resolve())).rejects.toMatchObject(closing);
  await drained;
  await expect(last).resolves.toMatchObject({ unserved: undefined });
  expect(await subjects(desk)).toEqual(['Write a']);
});

it('lets git put the packs of many commits together now and then', async () => {
  const { writer, bare } = await createDesk();
  // So that each commit makes a pack, and two are many.
  await git(bare.gitDir, ['config', 'fastimport.unpackLimit', '1']);
  await git(bare.gitDir, ['config', 'gc.autoPackLimit', '2']);
  const packs = async (): Promise<string | undefined> =>
    /packs: (\d+)/.exec(await git(bare.gitDir, ['count-objects', '-v']))?.[1];
  for (const path of ['a', 'b', 'c']) await writer.write(writing(path));
  expect(Number(await packs())).toBeGreaterThan(2);
  for (let turn = 0; turn < 100; turn += 1) await writer.between(() => Promise.resolve());
  await writer.drain();
  expect(await packs()).toBe('1');
});

it('goes on when git could not tidy up', async () => {
  let tidied = 0;
  const { writer } = await createDesk({
    tidy: () => Promise.reject(new Error(`no descriptors left ${(tidied += 1)}`)),
  });
  for (let turn = 0; turn < 100; turn += 1) await writer.between(() => Promise.resolve());
  expect(await writer.write(writing('a'))).toMatchObject({ unserved: undefined });
  expect(tidied).toBe(1);
});
