import { StillpackError } from '../errors.ts';
import type { GitProgram } from '../source/git/git-program.ts';
import { type Oid, oidOf } from '../source/git-engine.ts';
import { linesOf } from './find-leaked.ts';
import { purgeRef } from './rewrite-commits.ts';

/** A ref of its own: no symbolic one, which follows the ref that it names. */
export interface Ref {
  /** `refs/heads/main`. */
  readonly name: string;
  /** What it names: a commit, or an annotated tag. */
  readonly oid: Oid;
  /** The commit that it leads to. */
  readonly commit: Oid;
}

export interface Refs {
  /** Sorted by name. */
  readonly refs: readonly Ref[];
  /** Objects that refs name directly, without a commit: trees, and files. */
  readonly bare: ReadonlyMap<string, Oid>;
}

const format = '--format=%(objectname) %(objecttype) %(refname) %(symref)';

export async function readRefs(git: GitProgram): Promise<Refs> {
  const listing = (await git.output(['for-each-ref', format])).toString('utf8');
  const refs: Ref[] = [];
  const bare = new Map<string, Oid>();
  for (const line of listing.split('\n')) {
    const [id = '', type = '', name = '', symref = ''] = line.split(' ');
    const oid = oidOf(id);
    if (oid === undefined || symref !== '' || name === purgeRef) continue;
    const commit = type === 'commit' ? oid : await peel(git, name);
    if (commit === undefined) bare.set(name, oid);
    else refs.push({ name, oid, commit });
  }
  return { refs, bare };
}

/** The commit that an annotated tag, or a tag of a tag, is of. */
async function peel(git: GitProgram, name: string): Promise<Oid | undefined> {
  const { stdout } = await git.run(['rev-parse', '--verify', '--quiet', `${name}^{commit}`]);
  return oidOf(stdout.toString().trim());
}

/** Throws REPOSITORY_UNSUPPORTED for a ref that names leaked bytes, or a folder with them, without a commit. */
export async function refuseBareRefs(
  git: GitProgram,
  { bare }: Refs,
  leaked: ReadonlySet<Oid>,
): Promise<void> {
  for (const [name, oid] of bare) {
    const args = ['rev-list', '--objects', '--no-object-names', '--stdin'];
    const objects = (await git.output(args, linesOf([oid]))).toString('latin1').split('\n');
    if (!objects.some((each) => leaked.has(each as Oid))) continue;
    throw new StillpackError('REPOSITORY_UNSUPPORTED', `${name} names such bytes directly.`, {
      path: name,
      hint: `Nothing was changed. Take it away (git update-ref -d ${name}), and run the command again.`,
    });
  }
}
