// The stream between `git fast-export --no-data` and `git fast-import`: the same commits with other objects.
import type { Oid } from '../source/git-engine.ts';

export interface ExportEdits {
  /** Where the commits go, instead of the refs that they came from: no ref of the user moves. */
  readonly ref: string;
  /** Objects, and what lies in their place. */
  readonly replaced: ReadonlyMap<Oid, Oid>;
  /** Called for each commit, with the number that stands for it in the stream. */
  readonly onCommit: (mark: string, original: string) => void;
}

/** Passes on what it does not have to change byte by byte: texts of commits may be in any encoding. */
export async function* editExport(
  source: AsyncIterable<Buffer>,
  edits: ExportEdits,
): AsyncGenerator<Buffer> {
  const edit = createLineEditor(edits);
  let rest: Buffer = Buffer.alloc(0);
  let verbatim = 0;
  for await (const chunk of source) {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const out: Buffer[] = [];
    let at = 0;
    for (;;) {
      const length = Math.min(verbatim, rest.length - at);
      out.push(rest.subarray(at, at + length));
      at += length;
      verbatim -= length;
      const end = verbatim > 0 ? -1 : rest.indexOf('\n', at);
      if (end === -1) break;
      // Each character is a byte.
      const line = rest.toString('latin1', at, end + 1);
      at = end + 1;
      verbatim = Number(/^data ([0-9]+)\n$/.exec(line)?.[1] ?? 0);
      out.push(Buffer.from(edit(line), 'latin1'));
    }
    rest = rest.subarray(at);
    yield Buffer.concat(out);
  }
  yield rest;
}

function createLineEditor({ ref, replaced, onCommit }: ExportEdits): (line: string) => string {
  let mark = '';
  return (line) => {
    const [word = '', ...others] = line.slice(0, -1).split(' ');
    switch (word) {
      case 'commit':
      case 'reset':
        return `${word} ${ref}\n`;
      case 'mark':
        mark = others.join(' ');
        return line;
      case 'original-oid':
        onCommit(mark, others.join(' '));
        return line;
      case 'M': {
        // `M <mode> <id> <path>`
        const [mode = '', oid = '', ...path] = others;
        const instead = replaced.get(oid as Oid);
        return instead === undefined ? line : `M ${mode} ${instead} ${path.join(' ')}\n`;
      }
      default:
        return line;
    }
  };
}
