import { expect, test } from 'vitest';
import {
  fileRecordPath,
  parsePackageRecord,
  recordAfter,
  recordDuring,
  renderPackageRecord,
} from '../../../src/write/file-record.ts';
import { packageName } from '../../support/model.ts';
import { outputPath, planned } from '../../support/output-files.ts';

const record = new Map([
  [outputPath('foo'), { digest: 'a', size: 1 }],
  [outputPath('-/t/foo/foo-1.0.0.tgz'), { digest: 'b', size: 2 }],
  [outputPath('__proto__'), { digest: 'c', size: 3 }],
  [outputPath('123'), { digest: 'd', size: 4 }],
]);

const published = new Map([
  ['1.0.0', 'sha512-a'],
  ['2.0.0', 'sha512-b'],
]);
const whole = { files: record, published };

test('a record comes back as it was, whatever order it was made in', () => {
  const bytes = renderPackageRecord(whole);
  expect(parsePackageRecord(bytes)).toEqual(whole);
  const reversed = {
    files: new Map([...record].toReversed()),
    published: new Map([...published].toReversed()),
  };
  expect(renderPackageRecord(reversed)).toEqual(bytes);
});

test('a record that is cut off anywhere is damaged', () => {
  const bytes = renderPackageRecord(whole);
  for (let length = 0; length < bytes.length - 1; length += 1) {
    expect(parsePackageRecord(bytes.subarray(0, length))).toBeUndefined();
  }
});

test('a record with any letter changed is damaged', () => {
  const text = renderPackageRecord(whole).toString();
  for (const [from, to] of [
    ['foo', 'fop'],
    ['"a"', '"b"'],
    [',1]', ',2]'],
    ['"format":2', '"format":1'],
    ['sha512-a', 'sha512-b'],
  ] as const) {
    expect(parsePackageRecord(Buffer.from(text.replace(from, to)))).toBeUndefined();
  }
});

test('a record that leads out of the folder is damaged, however well it is made', () => {
  // Renders what no build could.
  const hostile = new Map([['../../etc/passwd', { digest: 'a', size: 1 }]]) as typeof record;
  expect(parsePackageRecord(renderPackageRecord({ files: hostile, published }))).toBeUndefined();
});

test.each(['', 'null', '[]', '{}', '{"format":1,"files":[1],"check":""}'])(
  '%j is no record',
  (text) => expect(parsePackageRecord(Buffer.from(text))).toBeUndefined(),
);

test('each package has a record of its own, and what spans them another', () => {
  expect(fileRecordPath(packageName('foo'))).toBe('-/stillpack/state/foo.json');
  expect(fileRecordPath(packageName('@acme/ui'))).toBe('-/stillpack/state/@acme/ui.json');
  expect(fileRecordPath(undefined)).toBe('-/stillpack/registry.json');
});

test('while a plan is applied nothing is forgotten, and nothing is believed', () => {
  const [written, kept] = [planned({ path: 'new' }), planned({ path: '123' })];
  const plan = { write: [written], keep: [kept], remove: [outputPath('foo')] };
  const during = recordDuring(plan, record);
  expect([...during.keys()].toSorted()).toEqual(
    ['-/t/foo/foo-1.0.0.tgz', '123', '__proto__', 'foo', 'new'].toSorted(),
  );
  expect(during.get(written.path)).toEqual({ digest: '', size: written.size });
  expect([...recordAfter(plan, record, []).keys()].toSorted()).toEqual(['123', 'new']);
  const staying = recordAfter(plan, record, [outputPath('foo')]);
  expect([...staying.keys()].toSorted()).toEqual(['123', 'foo', 'new']);
  expect(staying.get(outputPath('foo'))).toEqual({ digest: 'a', size: 1 });
});
