// New commits beside the old ones; no ref that anybody uses moves.
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { saysFull } from '../commit/bare/disk-space.ts';
import { StillpackError } from '../errors.ts';
import { durable } from '../source/git/durable.ts';
import { endOf, gitFailed, type GitProgram } from '../source/git/git-program.ts';
import { type Oid, oidOf } from '../source/git-engine.ts';
import { makeTemporaryFolder } from '../temporary-folder.ts';
import { editExport } from './edit-export.ts';

/** Holds the last of the new commits while the refs still hold the old ones. */
export const purgeRef = 'refs/stillpack/purge';

const exporting = [
  'fast-export',
  '--stdin',
  '--no-data',
  '--show-original-ids',
  '--reference-excluded-parents',
  '--reencode=no',
  '--use-done-feature',
];

/**
 * Makes the commits that `tips` reach and `boundary` does not anew, with `replaced` objects; gives each one's new id. Who
 * runs it again gets the same ids. `git` runs with FAST_EXPORT_SIGNED_COMMITS_NOABORT, since signatures cannot stay.
 * Throws DISK_FULL, GIT_FAILED.
 */
export async function rewriteCommits(
  git: GitProgram,
  {
    tips,
    boundary,
    replaced,
  }: {
    readonly tips: Iterable<Oid>;
    readonly boundary: Iterable<Oid>;
    readonly replaced: ReadonlyMap<Oid, Oid>;
  },
): Promise<ReadonlyMap<Oid, Oid>> {
  const folder = await makeTemporaryFolder('purge');
  try {
    const marks = join(folder, 'marks');
    const originals = new Map<string, string>();
    const revisions = [...tips, ...[...boundary].map((oid) => `^${oid}`)];
    await runBoth(git, {
      marks,
      revisions: revisions.map((revision) => `${revision}\n`).join(''),
      edit: (source) =>
        editExport(source, {
          ref: purgeRef,
          replaced,
          onCommit: (mark, original) => originals.set(mark, original),
        }),
    });
    return joinMarks(originals, await readFile(marks, 'latin1'));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function runBoth(
  git: GitProgram,
  {
    marks,
    revisions,
    edit,
  }: {
    readonly marks: string;
    readonly revisions: string;
    readonly edit: (source: AsyncIterable<Buffer>) => AsyncGenerator<Buffer>;
  },
): Promise<void> {
  const importing = ['fast-import', '--quiet', '--done', '--force', '--date-format=raw-permissive'];
  const exporter = git.start(exporting);
  const importer = git.start([...durable, ...importing, `--export-marks=${marks}`]);
  const ends = Promise.all([endOf(exporter), endOf(importer)]);
  // Awaited below; a failure to start must not count as unhandled until then.
  ends.catch(() => undefined);
  exporter.stdin.on('error', () => undefined).end(revisions);
  importer.stdout.resume();
  try {
    // Either program's own failure is reported below, by its exit code.
    await pipeline(exporter.stdout, edit, importer.stdin).catch(() => undefined);
    const [exported, imported] = await ends;
    if (saysFull(imported.stderr)) throw diskFull();
    if (exported.code !== 0) throw gitFailed(exporting, exported.stderr);
    if (imported.code !== 0) throw gitFailed(importing, imported.stderr);
  } finally {
    exporter.kill();
    importer.kill();
  }
}

/** Lines of `:<mark> <id>`. */
function joinMarks(originals: ReadonlyMap<string, string>, marks: string): Map<Oid, Oid> {
  const found = new Map<Oid, Oid>();
  for (const line of marks.split('\n')) {
    const [mark = '', id = ''] = line.split(' ');
    const [from, to] = [oidOf(originals.get(mark) ?? ''), oidOf(id)];
    if (from !== undefined && to !== undefined) found.set(from, to);
  }
  return found;
}

function diskFull(): StillpackError {
  return new StillpackError('DISK_FULL', 'There is no space left for the new history.', {
    hint: 'Make room on this disk, and run the command again; the history is as it was.',
  });
}
