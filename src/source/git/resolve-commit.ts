import { type Oid, oidOf } from '../git-engine.ts';
import { noCommits, parseRefName, refUnknown } from '../ref-name.ts';
import type { GitProgram } from './git-program.ts';

/** See GitEngine.resolveCommit. */
export async function resolveCommit(git: GitProgram, gitDir: string, ref: string): Promise<Oid> {
  const name = parseRefName(ref);
  if (name.kind === 'head') {
    const oid = await commitAt(git, 'HEAD');
    if (oid === undefined) throw noCommits(gitDir);
    return oid;
  }
  const found = name.kind === 'oid' ? await commitAt(git, name.oid) : await commitNamed(git, name);
  if (found === undefined) throw refUnknown(ref);
  return found;
}

async function commitNamed(
  git: GitProgram,
  name: { readonly candidates: readonly string[]; readonly shortOid: string | undefined },
): Promise<Oid | undefined> {
  const format = '--format=%(objectname) %(refname)';
  const listing = await git.output(['for-each-ref', format, '--', ...name.candidates]);
  const refs = new Map<string, string>();
  for (const line of listing.toString('utf8').split('\n')) {
    const space = line.indexOf(' ');
    refs.set(line.slice(space + 1), line.slice(0, space));
  }
  for (const candidate of name.candidates) {
    const oid = refs.get(candidate);
    if (oid !== undefined) return commitAt(git, oid);
  }
  return name.shortOid === undefined ? undefined : commitAt(git, name.shortOid);
}

/** The commit that a tag or commit peels to. */
async function commitAt(git: GitProgram, revision: string): Promise<Oid | undefined> {
  const args = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`];
  const { code, stdout } = await git.run(args);
  return code === 0 ? oidOf(stdout.toString('latin1').trim()) : undefined;
}
