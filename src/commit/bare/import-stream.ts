// Commits as `git fast-import` reads them: only the trees that a change touches are read and written.
import type { Change, ChangeAuthor } from '../../change/change.ts';
import type { Oid } from '../../source/git-engine.ts';

export interface CommitToImport {
  readonly change: Change;
  readonly author: ChangeAuthor;
  readonly committer: ChangeAuthor;
  readonly date: Date;
}

/**
 * A stream that makes the commits one after another on `base` and leaves `ref` at the last one. Git prints the id of
 * each, in order, a line each (`get-mark`).
 */
export function* renderImport({
  ref,
  base,
  commits,
}: {
  readonly ref: string;
  readonly base: Oid | undefined;
  readonly commits: readonly CommitToImport[];
}): Generator<Uint8Array> {
  yield text('feature done\n');
  for (const [index, { change, author, committer, date }] of commits.entries()) {
    // Without it fast-import goes on from where the ref is.
    if (index === 0) yield text(`reset ${ref}\n`);
    yield text(`commit ${ref}\nmark :${index + 1}\n`);
    yield text(`author ${personLine(author, date)}\ncommitter ${personLine(committer, date)}\n`);
    yield* data(text(change.message));
    const from = index === 0 ? base : `:${index}`;
    if (from !== undefined) yield text(`from ${from}\n`);
    for (const { path, bytes } of change.files) {
      if (bytes === undefined) yield text(`D ${quotedPath(path)}\n`);
      else {
        yield text(`M 100644 inline ${quotedPath(path)}\n`);
        yield* data(bytes);
      }
    }
    yield text(`get-mark :${index + 1}\n`);
  }
  yield text('done\n');
}

function* data(bytes: Uint8Array): Generator<Uint8Array> {
  yield text(`data ${bytes.length}\n`);
  yield bytes;
  yield text('\n');
}

function text(value: string): Uint8Array {
  return Buffer.from(value);
}

/** `Name <email> 1700000000 +0000`. Git refuses an angle bracket, a line end or a NUL in either. */
function personLine({ name, email }: ChangeAuthor, date: Date): string {
  const seconds = Math.floor(date.getTime() / 1000);
  return `${clean(name)} <${clean(email)}> ${seconds} +0000`;
}

function clean(value: string): string {
  // eslint-disable-next-line no-control-regex -- these are what is taken out
  return value.replace(/[<>\u0000-\u001f\u007f]/g, ' ').trim();
}

/** C-style, as fast-import unquotes a path that begins with a quotation mark. */
function quotedPath(path: string): string {
  const escaped = path.replace(/["\\]/g, String.raw`\$&`).replaceAll('\n', String.raw`\n`);
  return `"${escaped}"`;
}
