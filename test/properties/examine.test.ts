// The compiled program, since a thread cannot load the source.
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { examineTarball } from '../../src/examine/examine-tarball.ts';
import type * as ExaminerModule from '../../src/examine/examiner.ts';
import { packageTarball } from '../support/tarball.ts';
import { temporaryDirectory } from '../support/temp-dir.ts';

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

test('so they do in those that they read themselves, or ask to see them whole', async () => {
  const dir = await temporaryDirectory();
  let made = 0;
  const property = fc.asyncProperty(fc.array(anyBytes, { maxLength: 10 }), async (all) => {
    const here = await Promise.all(all.map((bytes) => examineTarball({ bytes, path: 'x.tgz' })));
    const there = await Promise.all(
      all.map(async (bytes) => {
        const file = join(dir, String((made += 1)));
        await writeFile(file, bytes);
        const large = { size: bytes.length, place: { kind: 'file', path: file } } as const;
        const spool = `${file}.copy`;
        const found = await threads.examineLarge({ large, path: 'x.tgz', spool });
        const copy = await readFile(spool).catch(() => undefined);
        // A copy is there, and whole, if it is said to be.
        expect(copy?.equals(bytes)).toBe(found?.fragment === undefined ? undefined : true);
        expect(found?.spooled).toBe(copy === undefined ? undefined : spool);
        return found;
      }),
    );
    for (const [index, found] of there.entries()) {
      const isSound = here[index]?.problems.length === 0;
      if (found === undefined) expect(isSound).toBe(false);
      else expect({ ...found, spooled: undefined }).toEqual(here[index]);
    }
  });
  await fc.assert(property, { numRuns: 40 });
});

test('a thread that dies while it reads one leaves it to this thread', async () => {
  const dir = await temporaryDirectory();
  const file = join(dir, 'large.tgz');
  const manifest = { name: 'plain', version: '1.0.0' };
  const bytes = packageTarball({ manifest, files: { blob: randomBytes(20_000_000) } });
  await writeFile(file, bytes);
  const dying = join(dir, 'dying.mjs');
  await writeFile(
    dying,
    `import { existsSync } from 'node:fs';
    import { isMainThread } from 'node:worker_threads';
    const dieInTheMiddle = () => {
      if (existsSync(${JSON.stringify(`${file}.copy0`)})) throw new Error('died');
    };
    if (!isMainThread) setInterval(dieInTheMiddle, 1).unref();`,
  );
  const program = `
    import { createExaminer } from ${JSON.stringify(built)};
    const [file, size] = process.argv.slice(1);
    const examiner = createExaminer({ threads: 1, inlineBytes: 0 });
    const large = { size: Number(size), place: { kind: 'file', path: file } };
    const found = await Promise.all([0, 1, 2].map((index) =>
      examiner.examineLarge({ large, path: 'x.tgz', spool: file + '.copy' + index })));
    await examiner.close();
    const first = found[0]?.spooled;
    console.log(JSON.stringify([first, ...found.map((one) => one?.fragment?.integrity)]));`;
  const args = ['--import', dying, '--input-type=module', '-e', program, file];
  const { stdout } = await promisify(execFile)(process.execPath, [...args, String(bytes.length)], {
    timeout: 60_000,
  });
  const { fragment } = await examineTarball({ bytes, path: 'x.tgz' });
  const integrity = fragment?.integrity;
  // Undefined is null in JSON: nobody knows how far the copy came.
  expect(JSON.parse(stdout)).toEqual([null, integrity, integrity, integrity]);
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

test('where no thread may be started this one does the work, and nothing is thrown in the end', async () => {
  const script = `
    import { createExaminer } from ${JSON.stringify(built)};
    const examiner = createExaminer({ threads: 2, inlineBytes: 0 });
    const { problems } = await examiner.examine({ bytes: Buffer.from('none'), path: 'x.tgz' });
    await examiner.close();
    console.log(problems.map(({ code }) => code).join());`;
  const allowed = ['--experimental-permission', '--allow-fs-read=*', '--no-warnings'];
  const args = [...allowed, '--input-type=module', '--eval', script];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  expect(stdout).toBe('GZIP_CORRUPT\n');
});
