import { commitSeconds } from '../commit-seconds.ts';
import { type Oid, oidOf } from '../git-engine.ts';

export interface CommitObject {
  readonly tree: Oid;
  readonly parents: readonly Oid[];
  /** The committer's, in seconds since the epoch. */
  readonly date: number;
  readonly author: { readonly name: string; readonly email: string };
}

/** Parses a commit as git does; `undefined` when it has no tree. */
export function parseCommit(bytes: Buffer): CommitObject | undefined {
  const end = bytes.indexOf('\n\n');
  // Latin-1 keeps each byte, so that the text can be decoded later.
  const lines = bytes.toString('latin1', 0, end === -1 ? bytes.length : end).split('\n');
  const tree = oidOf(valueOf(lines[0] ?? '', 'tree') ?? '');
  if (tree === undefined) return undefined;
  // Only the parents right after the tree count; git ignores later ones.
  const parents: Oid[] = [];
  for (const line of lines.slice(1)) {
    const parent = oidOf(valueOf(line, 'parent') ?? '');
    if (parent === undefined) break;
    parents.push(parent);
  }
  const header = (key: string): string =>
    lines.map((line) => valueOf(line, key)).find((value) => value !== undefined) ?? '';
  const author = parseIdent(header('author'));
  const encoding = header('encoding');
  return {
    tree,
    parents,
    date: commitSeconds(parseIdent(header('committer')).date),
    author: {
      name: decode(author.name, encoding),
      email: decode(author.email, encoding),
    },
  };
}

function valueOf(line: string, key: string): string | undefined {
  return line.startsWith(`${key} `) ? line.slice(key.length + 1) : undefined;
}

/** `Name <address> seconds zone`, split where git splits it (ident.c, `split_ident_line`, git 2.39). */
function parseIdent(ident: string): { name: string; email: string; date: string } {
  const open = ident.indexOf('<');
  const close = ident.indexOf('>', open);
  if (open === -1 || close === -1) return { name: '', email: '', date: '' };
  return {
    name: ident.slice(0, open).replace(/[\t-\r ]+$/, ''),
    email: ident.slice(open + 1, close),
    date: /^[\t-\r ]*([0-9]*)/.exec(ident.slice(ident.lastIndexOf('>') + 1))?.[1] ?? '',
  };
}

/**
 * The text of bytes (given as Latin-1) in the encoding that the commit names, as git converts it for `%an`;
 * UTF-8 when it names none, or one that nobody knows.
 */
function decode(latin1: string, encoding: string): string {
  if (/^(?:iso-?8859-?1|latin-?1)$/i.test(encoding)) return latin1;
  const bytes = Buffer.from(latin1, 'latin1');
  if (encoding === '' || /^utf-?8$/i.test(encoding)) return bytes.toString('utf8');
  try {
    return new TextDecoder(encoding).decode(bytes);
  } catch {
    return bytes.toString('utf8');
  }
}
