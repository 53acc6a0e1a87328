// Same commit, configuration and stillpack version → the same bytes, on any machine, at any time.
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { type BuildSetting, buildWith, createDailyRepository } from '../support/repeated-build.ts';
import { sharedTemporaryDirectory } from '../support/temp-dir.ts';

const preload = resolve(import.meta.dirname, '../support/another-machine.mjs');
let repo: string;

beforeAll(async () => {
  const { dir, remove } = await sharedTemporaryDirectory();
  repo = join(dir, 'registry');
  await createDailyRepository(repo);
  return remove;
});

const settings: Readonly<Record<string, BuildSetting>> = {
  'the time zone': { env: { TZ: 'Pacific/Kiritimati' } },
  'the locale': { env: { LC_ALL: 'tr_TR.UTF-8', LANG: 'tr_TR.UTF-8' } },
  'the umask': { umask: '077' },
  'the clock and the order of files': {
    env: { NODE_OPTIONS: `--import ${pathToFileURL(preload).href}` },
  },
  'the git engine': { flags: ['--engine', 'isomorphic-git'] },
  'the number of jobs, one': { flags: ['--jobs', '1'] },
  'the number of jobs, sixteen': { flags: ['--jobs', '16'] },
  'where the repository lies': { copied: true },
};

describe('the output does not depend on', () => {
  test.each(Object.entries(settings))('%s', async (_name, setting) => {
    expect(await buildWith(repo, setting)).toEqual(await buildWith(repo));
  });
});

test('another URL gives another output: the comparison can fail', async () => {
  const other = ['--url', 'https://other.acme.example/'];
  expect(await buildWith(repo, { flags: other })).not.toEqual(await buildWith(repo));
});
