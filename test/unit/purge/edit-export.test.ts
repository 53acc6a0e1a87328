import fc from 'fast-check';
import { expect, it } from 'vitest';
import { editExport } from '../../../src/purge/edit-export.ts';
import { type Oid, oidOf } from '../../../src/source/git-engine.ts';

const oid = (letter: string): Oid => {
  const found = oidOf(letter.repeat(40));
  if (found === undefined) throw new TypeError('no object id');
  return found;
};
const replaced = new Map([[oid('a'), oid('b')]]);

/** The stream with `message` as a commit's text, in which the leaked file has `id`. */
const streamOf = (message: Buffer, id: Oid, ref: string): Buffer =>
  Buffer.concat([
    Buffer.from(`feature done\nreset ${ref}\ncommit ${ref}\nmark :1\noriginal-oid ${oid('c')}\n`),
    Buffer.from(`committer J\xe9 <j@x> 1 +0000\ndata ${message.length}\n`, 'latin1'),
    message,
    Buffer.from(`M 100644 ${id} "a \\"b\\".tgz"\nM 100644 ${oid('d')} ${oid('a')}\nD x\n\ndone\n`),
  ]);

async function edited(chunks: readonly Buffer[]): Promise<{ text: string; marks: string[] }> {
  const out: Buffer[] = [];
  const marks: string[] = [];
  const source = (async function* () {
    for (const chunk of chunks) yield await Promise.resolve(chunk);
  })();
  const onCommit = (mark: string, original: string): number => marks.push(`${mark} ${original}`);
  for await (const piece of editExport(source, { ref: 'refs/x', replaced, onCommit }))
    out.push(piece);
  return { text: Buffer.concat(out).toString('latin1'), marks };
}

/** Texts that look like commands, or are no text. */
const message = fc.oneof(
  fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes)),
  fc
    .array(
      fc.constantFrom(`M 100644 ${oid('a')} x`, 'data 3', 'commit refs/heads/main', 'done', ''),
    )
    .map((lines) => Buffer.from(lines.join('\n'))),
);

it('replaces ids and refs, and no byte of a message, however the stream is cut', async () => {
  await fc.assert(
    fc.asyncProperty(message, fc.array(fc.nat(400), { maxLength: 6 }), async (text, cuts) => {
      const stream = streamOf(text, oid('a'), 'refs/heads/main');
      const ends = [...cuts.toSorted((a, b) => a - b), stream.length];
      const chunks = ends.map((end, index) => stream.subarray(ends[index - 1] ?? 0, end));
      const { text: out, marks } = await edited(chunks);
      expect(out).toBe(streamOf(text, oid('b'), 'refs/x').toString('latin1'));
      expect(marks).toEqual([`:1 ${oid('c')}`]);
    }),
  );
});
