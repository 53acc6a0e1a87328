// The gateway's own clone, against real remotes: what a push comes to, and what is left when it does not come through.
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import {
  type BareRepository,
  gatewayCommitter,
  openBareRepository,
} from '../../src/commit/bare/bare-repository.ts';
import type { CommitToImport } from '../../src/commit/bare/import-stream.ts';
import type { Oid } from '../../src/source/git-engine.ts';
import { baseEnv, bytes } from '../support/commit-stores.ts';
import {
  createRepository,
  git,
  type GitRepository,
  openRepository,
} from '../support/git-repository.ts';
import { listen } from '../support/loopback-server.ts';
import { temporaryDirectory } from '../support/temp-dir.ts';

interface Desk {
  /** Has a work tree, and pushes to the remote. */
  readonly seed: GitRepository;
  readonly remote: GitRepository;
  readonly bare: BareRepository;
}

const open = async (remote: string, branch = 'main'): Promise<BareRepository> => {
  const gitDir = join(await temporaryDirectory(), 'registry.git');
  return openBareRepository({ gitDir, remote, branch, env: baseEnv });
};

async function createDesk(): Promise<Desk> {
  const seed = await createRepository();
  await seed.write('stillpack.json', '{}\n');
  await seed.write('old.txt', 'old');
  await seed.commit('Begin');
  const remote = await createRepository({ bare: true });
  await seed.git('push', '-q', remote.dir, 'main');
  return { seed, remote, bare: await open(remote.dir) };
}

function changing(path: string, content: Uint8Array | undefined): CommitToImport {
  return {
    change: { files: [{ path, bytes: content }], message: `Publish ${path}\n` },
    author: { name: 'Mira', email: 'mira@acme.example' },
    committer: gatewayCommitter,
    date: new Date('2026-01-02T03:04:05Z'),
  };
}

const adding = (path: string): CommitToImport => changing(path, bytes);

async function importOne(bare: BareRepository, path: string): Promise<Oid> {
  const [oid] = await bare.importCommits(await bare.readHead(), [adding(path)]);
  if (oid === undefined) throw new Error('no commit was made');
  return oid;
}

it('clones the one branch, and opens what it cloned before without the remote', async () => {
  const { seed, remote, bare } = await createDesk();
  expect(await bare.readHead()).toBe(await seed.oid('main'));
  await rm(remote.dir, { recursive: true });
  const options = { gitDir: bare.gitDir, remote: remote.dir, branch: 'main', env: baseEnv };
  expect(await (await openBareRepository(options)).readHead()).toBe(await seed.oid('main'));
});

it('makes one commit on another, of which nobody sees anything before the push', async () => {
  const { seed, remote, bare } = await createDesk();
  const base = await seed.oid('main');
  const odd = 'packages/a"b\\c/ü.tgz';
  const oids = await bare.importCommits(base, [adding(odd), changing('old.txt', undefined)]);
  const [first, last] = oids;
  if (first === undefined || last === undefined) throw new Error('two commits were asked for');

  expect(await bare.readHead()).toBe(base);
  expect(await remote.oid('main')).toBe(base);
  expect(await git(bare.gitDir, ['rev-parse', `${last}^`, `${first}^`])).toBe(`${first}\n${base}`);
  const listing = await git(bare.gitDir, ['ls-tree', '-r', '-z', last]);
  expect(listing.split('\0').map((line) => line.replace(/ blob \w+\t/, ' '))).toEqual([
    `100644 ${odd}`,
    '100644 stillpack.json',
    '',
  ]);
  const format = '%an <%ae>|%cn|%at|%ct|%B';
  expect(await git(bare.gitDir, ['log', '-1', `--format=${format}`, first])).toBe(
    `Mira <mira@acme.example>|stillpack gateway|1767323045|1767323045|Publish ${odd}\n`,
  );
  await git(bare.gitDir, ['fsck', '--strict', '--no-dangling']);
});

it('takes no name for more than a name: line ends and brackets end no header', async () => {
  const { bare } = await createDesk();
  const commit = adding('x');
  const author = { name: 'a\nb <c>', email: 'd>\ncommitter e' };
  const [oid] = await bare.importCommits(await bare.readHead(), [{ ...commit, author }]);
  const log = await git(bare.gitDir, ['log', '-1', '--format=%an|%ae|%cn', String(oid)]);
  expect(log).toBe('a b  c|d  committer e|stillpack gateway');
});

it('is accepted: the remote and the clone have the commit', async () => {
  const { remote, bare } = await createDesk();
  const oid = await importOne(bare, 'a');
  expect(await bare.push(oid)).toMatchObject({ state: 'accepted' });
  expect(await remote.oid('main')).toBe(oid);
  expect(await bare.readHead()).toBe(oid);
});

it("is behind when another's commit came first, and has that one after a fetch", async () => {
  const { seed, remote, bare } = await createDesk();
  const oid = await importOne(bare, 'a');
  const others = await seed.commit('Somebody else');
  await seed.git('push', '-q', remote.dir, 'main');

  expect(await bare.push(oid)).toEqual({ state: 'behind' });
  expect(await remote.oid('main')).toBe(others);
  expect(await bare.fetch()).toBe(others);
  expect(await bare.push(await importOne(bare, 'a'))).toMatchObject({ state: 'accepted' });
});

it('is behind when the remote was rewound, and follows it', async () => {
  const { seed, remote, bare } = await createDesk();
  const begin = await seed.oid('main');
  expect(await bare.push(await importOne(bare, 'a'))).toMatchObject({ state: 'accepted' });
  const next = await importOne(bare, 'b');
  const amended = await seed.commit('Other history', { amend: true });
  await seed.git('push', '-q', '--force', remote.dir, 'main');

  expect(await bare.push(next)).toEqual({ state: 'behind' });
  expect(await bare.fetch()).toBe(amended);
  expect(amended).not.toBe(begin);
});

it('pushes to a branch of its own, which a fetch lists until it is gone', async () => {
  const { remote, bare } = await createDesk();
  const base = await bare.readHead();
  const branch = 'publish/@acme/ui-1.0.0';
  const oid = await importOne(bare, 'a');
  expect(await bare.push(oid, { branch })).toMatchObject({ state: 'accepted' });
  expect(await remote.oid(branch)).toBe(oid);
  expect(await remote.oid('main')).toBe(base);
  expect(await bare.readHead()).toBe(base);
  expect(await bare.listBranches('publish/')).toEqual(new Map([[branch, oid]]));

  await remote.git('branch', '-D', branch);
  await bare.fetch();
  expect(await bare.listBranches('publish/')).toEqual(new Map());
});

it('does not move a branch that waits already to another commit', async () => {
  const { bare } = await createDesk();
  const branch = 'publish/ui-1.0.0';
  const oid = await importOne(bare, 'a');
  await bare.push(oid, { branch });
  expect(await bare.push(await importOne(bare, 'b'), { branch })).toEqual({ state: 'behind' });
});

it('is refused by a work tree with uncommitted changes, and updates a clean one', async () => {
  const { seed } = await createDesk();
  const bare = await open(seed.dir);
  await bare.push(await importOne(bare, 'a'));
  expect(await seed.git('status', '--porcelain')).toBe('');
  expect(await seed.git('show', '--format=', '--name-only', 'HEAD')).toBe('a');

  await seed.write('old.txt', 'changed by hand');
  const before = await seed.oid('main');
  const oid = await importOne(bare, 'b');
  await expect(bare.push(oid)).rejects.toMatchObject({ code: 'PUSH_REFUSED' });
  expect(await seed.oid('main')).toBe(before);
  expect(await bare.readHead()).toBe(before);
  expect(await seed.git('status', '--porcelain')).toBe(' M old.txt');
});

it('says that the remote cannot be reached once it is gone, and keeps what it had', async () => {
  const { remote, bare } = await createDesk();
  const base = await bare.readHead();
  const oid = await importOne(bare, 'a');
  await rm(remote.dir, { recursive: true });
  await expect(bare.push(oid)).rejects.toMatchObject({ code: 'REMOTE_UNREACHABLE' });
  await expect(bare.fetch()).rejects.toMatchObject({ code: 'REMOTE_UNREACHABLE' });
  expect(await bare.readHead()).toBe(base);
});

it.each([
  ['after some seconds without a byte', { silence: 1 }],
  ['after some time altogether', { timeout: 300 }],
])('gives up a remote that takes a call and says nothing, %s', async (_when, limits) => {
  const { bare } = await createDesk();
  const { gitDir } = bare;
  const remote = `${await listen(() => undefined)}/registry.git`;
  const deaf = await openBareRepository({
    ...{ gitDir, remote, branch: 'main', env: baseEnv, ...limits },
  });
  const base = await bare.readHead();
  const oid = await importOne(deaf, 'a');
  await expect(deaf.push(oid)).rejects.toMatchObject({ code: 'REMOTE_UNREACHABLE' });
  await expect(deaf.fetch()).rejects.toMatchObject({ code: 'REMOTE_UNREACHABLE' });
  expect(await deaf.readHead()).toBe(base);
});

it('opens no remote that is not there, and no branch that it has not', async () => {
  const { remote } = await createDesk();
  const nowhere = join(await temporaryDirectory(), 'none.git');
  await expect(open(nowhere)).rejects.toMatchObject({ code: 'REMOTE_UNREACHABLE' });
  await expect(open(remote.dir, 'trunk')).rejects.toMatchObject({ code: 'REF_UNKNOWN' });
  const empty = await createRepository({ bare: true });
  await expect(open(empty.dir)).rejects.toMatchObject({ code: 'REF_UNKNOWN' });
});

it('is made anew where a clone was cut off', async () => {
  const { seed, remote } = await createDesk();
  const gitDir = join(await temporaryDirectory(), 'registry.git');
  const cutOff = await createRepository({ dir: `${gitDir}.unfinished`, bare: true });
  await cutOff.write('HEAD', 'ref: refs/hea');
  const options = { gitDir, remote: remote.dir, branch: 'main', env: baseEnv };
  const bare = await openBareRepository(options);
  expect(await bare.readHead()).toBe(await seed.oid('main'));
});

// The hooks of a remote on this machine do not run (see `receivePack`): a server's hook is reached by a URL.
it('is refused by a pre-receive hook of a server, with its words', async () => {
  const { remote } = await createDesk();
  const hook = '#!/bin/sh\necho "no commits on Fridays"\nexit 1\n';
  await remote.write('hooks/pre-receive', hook, 0o755);
  const bare = await open(`file://${remote.dir}`);
  const before = await openRepository(remote.dir).oid('main');
  await expect(bare.push(await importOne(bare, 'a'))).rejects.toMatchObject({
    code: 'PUSH_REFUSED',
    hint: expect.stringContaining('no commits on Fridays') as string,
  });
  expect(await remote.oid('main')).toBe(before);
});
