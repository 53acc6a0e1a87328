// The new history says the same of every version, and holds none of the purged bytes: checked before a ref moves.
import { StillpackError } from '../errors.ts';
import type { GitProgram } from '../source/git/git-program.ts';
import type { GitEngine, LogCommit, Oid } from '../source/git-engine.ts';
import { linesOf } from './find-leaked.ts';

/**
 * Compares what a build reads of either first-parent line, commit by commit: dates, authors, and which file came and
 * went. Only replaced objects may differ. Throws GIT_FAILED.
 */
export async function checkHistory(
  engine: GitEngine,
  {
    from,
    to,
    replaced,
  }: { readonly from: Oid; readonly to: Oid; readonly replaced: ReadonlyMap<Oid, Oid> },
): Promise<void> {
  const essence = ({ date, author, changes }: LogCommit): string =>
    JSON.stringify({
      ...{ date, author },
      changes: changes.map(({ path, wasFile, oid }) => {
        return [path, wasFile, oid === undefined ? undefined : (replaced.get(oid) ?? oid)];
      }),
    });
  const after = engine.firstParentLog(to)[Symbol.asyncIterator]();
  for await (const old of engine.firstParentLog(from)) {
    const found = await after.next();
    if (found.done !== true && essence(old) === essence(found.value)) continue;
    await after.return?.();
    throw notTheSame(`commit ${old.oid.slice(0, 12)} would say something else`);
  }
  if ((await after.next()).done !== true) throw notTheSame('there would be more commits');
}

/** Looks through all objects that are new. Throws GIT_FAILED. */
export async function checkObjects(
  git: GitProgram,
  {
    tips,
    boundary,
    leaked,
  }: {
    readonly tips: Iterable<Oid>;
    readonly boundary: Iterable<Oid>;
    readonly leaked: ReadonlySet<Oid>;
  },
): Promise<void> {
  const args = ['rev-list', '--objects', '--no-object-names', '--stdin'];
  const revisions = linesOf([...tips, ...[...boundary].map((oid) => `^${oid}`)]);
  const objects = (await git.output(args, revisions)).toString('latin1').split('\n');
  const left = objects.find((oid) => leaked.has(oid as Oid));
  if (left !== undefined) throw notTheSame(`it would still hold ${left.slice(0, 12)}`);
}

function notTheSame(why: string): StillpackError {
  return new StillpackError('GIT_FAILED', `The new history is not what it should be: ${why}.`, {
    hint: 'The history is as it was; please report this.',
  });
}
