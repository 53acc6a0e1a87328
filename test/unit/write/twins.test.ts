import { createHash } from 'node:crypto';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import type { OutputPath } from '../../../src/host/output-path.ts';
import { planTwins } from '../../../src/write/twins.ts';
import type { PlannedFile, WritePlan } from '../../../src/write/write-plan.ts';
import { outputPath, planned, type PlannedParts } from '../../support/output-files.ts';

const text = '{"name":"foo"}'.repeat(200);
const document = (parts: Partial<PlannedParts> = {}): PlannedFile =>
  planned({ path: 'foo', text, encodings: ['br', 'gzip'], kind: 'packument', ...parts });
const twins = [outputPath('-/z/br/foo'), outputPath('-/z/gzip/foo')];

const nothing = { recorded: new Map(), statOf: () => Promise.resolve(undefined) };
const toWrite = (...write: PlannedFile[]): Parameters<typeof planTwins>[0] => ({
  ...{ write, keep: [], remove: [] },
});
const paths = (files: readonly { readonly path: OutputPath }[]): string[] =>
  files.map(({ path }) => path);

/** What the record and the disk say after a plan was applied. */
function after({ write, keep }: WritePlan): Parameters<typeof planTwins>[1] {
  const files = [...write, ...keep];
  const sizes = new Map(files.map(({ path, size }) => [path, size]));
  return {
    recorded: new Map(files.map(({ path, digest, size }) => [path, { digest, size }])),
    statOf: (path) => {
      const size = sizes.get(path);
      return Promise.resolve(size === undefined ? undefined : { size, date: document().date });
    },
  };
}

test('a document that is written has twins of its kind and date, which hold its bytes', async () => {
  const { write } = await planTwins(toWrite(document()), nothing);
  expect(paths(write)).toEqual([...twins, 'foo']);
  const [br, gzip] = write;
  expect(brotliDecompressSync(bodyOf(br)).toString()).toBe(text);
  expect(gunzipSync(bodyOf(gzip)).toString()).toBe(text);
  for (const twin of [br, gzip]) {
    const { kind, date } = document();
    expect(twin).toMatchObject({ kind, date, isTwin: true, size: bodyOf(twin).length });
  }
});

test('only the encodings that are asked for are made', async () => {
  expect(
    paths((await planTwins(toWrite(document({ encodings: ['gzip'] })), nothing)).write),
  ).toEqual(['-/z/gzip/foo', 'foo']);
  const none = toWrite(document({ encodings: [] }));
  expect(await planTwins(none, nothing)).toBe(none);
});

test('a document that fits into one packet has none', async () => {
  const small = document({ text: 'x'.repeat(1023) });
  expect(paths((await planTwins(toWrite(small), nothing)).write)).toEqual(['foo']);
});

test('a twin that is no smaller than its document is not written', async () => {
  const hashOf = (index: number): Buffer => createHash('sha512').update(String(index)).digest();
  const body = Buffer.concat(Array.from({ length: 40 }, (_, index) => hashOf(index)));
  const file: PlannedFile = { ...document(), body, size: body.length };
  expect(paths((await planTwins(toWrite(file), nothing)).write)).toEqual(['foo']);
});

test('no two forms of a document have one size, from which servers make their ETags', async () => {
  const { write } = await planTwins(toWrite(document()), nothing);
  const br = write.find(({ path }) => path === '-/z/br/foo');
  const gzip = write.find(({ path }) => path === '-/z/gzip/foo');
  const known = after({
    write: [{ ...br, size: gzip?.size } as PlannedFile],
    keep: [],
    remove: [],
  });
  const plan = await planTwins({ write: [], keep: [document()], remove: [] }, known);
  expect([paths(plan.keep), paths(plan.write)]).toEqual([['-/z/br/foo', 'foo'], []]);
});

test('a document that is kept keeps its twins, and nothing is compressed', async () => {
  const first = await planTwins(toWrite(document()), nothing);
  const unread = { ...document(), body: () => Promise.reject(new Error('compressed again')) };
  const plan = await planTwins({ write: [], keep: [unread], remove: twins }, after(first));
  expect(plan.write).toEqual([]);
  expect(paths(plan.keep)).toEqual([...twins, 'foo']);
  expect(plan.remove).toEqual([]);
});

test.each<readonly [string, (path: OutputPath) => object | undefined]>([
  ['lost', () => undefined],
  ['cut off', () => ({ size: 1, date: document().date })],
  ['touched', () => ({ size: 1, date: new Date() })],
])('a twin that was %s is made again', async (_what, statOf) => {
  const first = await planTwins(toWrite(document()), nothing);
  const known = after(first);
  const plan = await planTwins(
    { write: [], keep: [document()], remove: twins },
    {
      recorded: known.recorded,
      statOf: (path) =>
        path === twins[0]
          ? Promise.resolve(statOf(path) as Awaited<ReturnType<typeof known.statOf>>)
          : known.statOf(path),
    },
  );
  expect([paths(plan.write), plan.remove]).toEqual([['-/z/br/foo'], []]);
});

test('a twin whose write may not have finished is made again', async () => {
  const first = await planTwins(toWrite(document()), nothing);
  const known = after(first);
  const recorded = new Map(
    [...known.recorded].map(([path, file]) => [path, { ...file, digest: '' }]),
  );
  const plan = await planTwins(
    { write: [], keep: [document()], remove: twins },
    { ...known, recorded },
  );
  expect(paths(plan.write)).toEqual(twins);
});

test('a twin that is not wanted any more is removed', async () => {
  const first = await planTwins(toWrite(document()), nothing);
  const only = document({ encodings: ['br'] });
  const plan = await planTwins({ write: [], keep: [only], remove: twins }, after(first));
  expect(plan.remove).toEqual(['-/z/gzip/foo']);
});

test('a twin that no record knows of does not stay where its document has none now', async () => {
  const first = await planTwins(toWrite(document()), nothing);
  const small = document({ text: '{}' });
  const { statOf } = after(first);
  const plan = await planTwins(toWrite(small), { recorded: new Map(), statOf });
  expect(plan.remove).toEqual(twins);
});

function bodyOf(file: PlannedFile | undefined): Uint8Array {
  if (file === undefined || typeof file.body === 'function') throw new TypeError('no bytes');
  return file.body;
}
