// The compiled program, since a thread cannot load the source.
import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { examineTarball } from '../../src/examine/examine-tarball.ts';
import type * as ExaminerModule from '../../src/examine/examiner.ts';
import { packageTarball } from '../support/tarball.ts';

const built = pathToFileURL(resolve('dist/src/examine/examiner.js')).href;
// The compiler made it of that module.
const { createExaminer } = (await import(built)) as typeof ExaminerModule;

const threads = createExaminer({ threads: 2, inlineBytes: 0 });
afterAll(() => threads.close());

const text = fc.oneof(fc.string({ maxLength: 3000 }), fc.constant('line\n'.repeat(40_000)));
const sound = fc
  .record({
    version: fc.tuple(fc.nat(99), fc.nat(99), fc.nat(99)).map((parts) => parts.join('.')),
    description: fc.string({ unit: 'grapheme' }),
    readme: text,
    code: fc.oneof(text, fc.uint8Array({ maxLength: 3000 })),
  })
  .map(({ version, description, readme, code }) =>
    packageTarball({
      manifest: { name: 'plain', version, description },
      files: { 'README.md': readme, 'lib/index.js': code },
    }),
  );
const damaged = fc
  .tuple(sound, fc.nat(), fc.nat(255), fc.option(fc.nat()))
  .map(([bytes, at, value, end]) => {
    const changed = Buffer.from(bytes);
    changed[at % changed.length] = value;
    return end === null ? changed : changed.subarray(0, end % changed.length);
  });
const anyBytes = fc.oneof(
  { weight: 4, arbitrary: sound },
  { weight: 2, arbitrary: damaged },
  fc.uint8Array({ maxLength: 500 }),
);

test('threads find in tarballs what this one finds, however many are asked for at once', async () => {
  const property = fc.asyncProperty(fc.array(anyBytes, { maxLength: 40 }), async (all) => {
    const tarballs = all.map((bytes, index) => ({ bytes, path: `${index}.tgz` }));
    const here = await Promise.all(tarballs.map(examineTarball));
    expect(await Promise.all(tarballs.map(threads.examine))).toEqual(here);
  });
  await fc.assert(property, { numRuns: 60 });
});

test('a process that closed its threads ends by itself, and one that forgot to as well', async () => {
  const program = (end: string): string => `
    import { createExaminer } from ${JSON.stringify(built)};
    const examiner = createExaminer({ threads: 2, inlineBytes: 0 });
    const found = await Promise.all(
      Array.from({ length: 9 }, (_, index) =>
        examiner.examine({ bytes: new Uint8Array(index), path: 'x.tgz' })),
    );
    ${end}
    console.log(found.length);`;
  for (const end of ['await examiner.close();', '']) {
    const args = ['--input-type=module', '-e', program(end)];
    const { stdout } = await promisify(execFile)(process.execPath, args, { timeout: 60_000 });
    expect(stdout).toBe('9\n');
  }
});
