import { expect, test } from 'vitest';
import { gitFailed } from '../../../src/source/git/git-program.ts';

test.each([
  ['fetch', ['-c', 'fetch.negotiationAlgorithm=noop', 'fetch', 'origin', '--no-tags']],
  ['write-tree', ['-c', 'core.fsync=all', '-c', 'core.fsyncObjectFiles=true', 'write-tree']],
  ['lfs', ['lfs']],
  ['rev-parse', ['rev-parse', '--verify', 'HEAD']],
])('a failure of git names its subcommand, %s', (subcommand, args) => {
  expect(gitFailed(args, '').message).toBe(`\`git ${subcommand}\` failed.`);
});

test("git's own words begin with what stopped it, not with its advice", () => {
  const stderr =
    'warning: core.fsyncObjectFiles is deprecated; use core.fsync instead\n' +
    'hint: Use another branch name\nfatal: unable to write: No space left\n  on device\n';
  expect(gitFailed(['add'], stderr).hint).toBe(
    'git says: fatal: unable to write: No space left on device ' +
      'warning: core.fsyncObjectFiles is deprecated; use core.fsync instead hint: Use another branch name',
  );
});
