// What commits changed against any of their parents: of merges, too, and wherever they can be reached from.
import { pipeline } from 'node:stream/promises';
import { endOf, gitFailed, type GitProgram } from '../source/git/git-program.ts';
import { createLogParser, logFormat } from '../source/git/log-parser.ts';
import { packWindows } from '../source/git/pack-windows.ts';
import type { LogCommit, Oid } from '../source/git-engine.ts';

const diffTree = [
  ...packWindows,
  '--literal-pathspecs',
  'diff-tree',
  ...['--stdin', '-r', '-m', '--root', '--no-renames', '--raw', '--no-abbrev', '-z'],
  '--encoding=UTF-8',
  logFormat,
];

/**
 * The commits that can be reached from `tips` and that change something below `under`, or a file whose id is one of
 * `oids`; a merge comes once for each parent. Throws GIT_FAILED.
 */
export async function* walkChanges(
  git: GitProgram,
  tips: readonly Oid[],
  { under, oids = [] }: { readonly under?: string; readonly oids?: readonly Oid[] },
): AsyncGenerator<LogCommit> {
  const revList = [...packWindows, 'rev-list', '--stdin'];
  const only = oids.map((oid) => `--find-object=${oid}`);
  const compare = [...diffTree, ...only, ...(under === undefined ? [] : ['--', under])];
  const walker = git.start(revList);
  const differ = git.start(compare);
  const ends = Promise.all([endOf(walker), endOf(differ)]);
  // Awaited below; a failure to start must not count as unhandled until then.
  ends.catch(() => undefined);
  walker.stdin.on('error', () => undefined).end(tips.map((tip) => `${tip}\n`).join(''));
  // Either program's own failure is reported below, by its exit code.
  const feed = pipeline(walker.stdout, differ.stdin).catch(() => undefined);
  const parser = createLogParser();
  try {
    for await (const chunk of differ.stdout) {
      // A stream without an encoding gives Buffers.
      yield* parser.push(chunk as Buffer);
    }
    yield* parser.end();
    const [walked, compared] = await ends;
    if (walked.code !== 0) throw gitFailed(revList, walked.stderr);
    if (compared.code !== 0) throw gitFailed(compare, compared.stderr);
  } finally {
    walker.kill();
    differ.kill();
    await feed;
    await ends.catch(() => undefined);
  }
}
