// All refs go from the old history to the new one together.
import { durable } from '../source/git/durable.ts';
import type { GitProgram } from '../source/git/git-program.ts';
import { type Oid, oidOf } from '../source/git-engine.ts';
import type { Ref } from './read-refs.ts';
import { purgeRef } from './rewrite-commits.ts';

export interface MovedRef {
  readonly name: string;
  readonly from: Oid;
  readonly to: Oid;
}

/** The refs that lead to an old commit, each with what it is to name; annotated tags are made anew. */
export async function planMoves(
  git: GitProgram,
  refs: readonly Ref[],
  commits: ReadonlyMap<Oid, Oid>,
): Promise<readonly MovedRef[]> {
  const moves: MovedRef[] = [];
  for (const { name, oid, commit } of refs) {
    if (!commits.has(commit)) continue;
    moves.push({ name, from: oid, to: await newTarget(git, oid, commits) });
  }
  return moves;
}

async function newTarget(git: GitProgram, oid: Oid, commits: ReadonlyMap<Oid, Oid>): Promise<Oid> {
  const commit = commits.get(oid);
  if (commit !== undefined) return commit;
  // Each character is a byte: the text of a tag may be in any encoding.
  const tag = (await git.output(['cat-file', 'tag', oid])).toString('latin1');
  const target = oidOf(/^object ([0-9a-f]+)\n/.exec(tag)?.[1] ?? '');
  if (target === undefined) throw new TypeError(`git gave a tag without an object: ${oid}`);
  const text = withoutSignature(tag).replace(target, await newTarget(git, target, commits));
  const args = [...durable, 'hash-object', '-t', 'tag', '-w', '--stdin'];
  const made = (await git.output(args, Buffer.from(text, 'latin1'))).toString('latin1').trim();
  const found = oidOf(made);
  if (found === undefined) throw new TypeError(`git gave "${made}" as an object id`);
  return found;
}

/** Of an annotated tag: it stands at the end of the text (git 2.39, gpg-interface.c), or in a header for SHA-256. */
export function withoutSignature(tag: string): string {
  const end = tag.indexOf('\n\n');
  const headers = tag.slice(0, end).replace(/^gpgsig(?:-sha256)? [^\n]*(?:\n [^\n]*)*\n?/gm, '');
  const text = tag.slice(end);
  const signature = /^-----BEGIN (?:PGP SIGNATURE|PGP MESSAGE|SIGNED MESSAGE|SSH SIGNATURE)-----$/m;
  const start = signature.exec(text)?.index ?? text.length;
  return headers.replace(/\n$/, '') + text.slice(0, start);
}

/** One transaction, which fails as a whole when a ref is no longer what it was. Throws GIT_FAILED. */
export async function moveRefs(git: GitProgram, moves: readonly MovedRef[]): Promise<void> {
  const updates = moves.map(({ name, from, to }) => `update ${name}\0${to}\0${from}\0`);
  const { code } = await git.run(['rev-parse', '--verify', '--quiet', purgeRef]);
  if (code === 0) updates.push(`delete ${purgeRef}\0\0`);
  const commands = ['start\0', ...updates, 'prepare\0', 'commit\0'].join('');
  await git.output([...durable, 'update-ref', '-m', 'stillpack purge', '--stdin', '-z'], commands);
}
