import { expect, test } from 'vitest';
import { planWrites } from '../../../src/write/plan-writes.ts';
import type { PlannedFile } from '../../../src/write/write-plan.ts';
import { outputPath, planned } from '../../support/output-files.ts';

/** What the record and the disk say after the files were written. */
function after(files: readonly PlannedFile[]): Parameters<typeof planWrites>[1] {
  return {
    recorded: new Map(files.map(({ path, digest, size }) => [path, { digest, size }])),
    onDisk: new Map(files.map(({ path, size, date }) => [path, { size, date }])),
    wantedElsewhere: new Set(),
  };
}

const nothing = after([]);
const paths = (files: readonly PlannedFile[]): string[] => files.map(({ path }) => path);

test('files are written in the order in which a live registry may show them', () => {
  const files = [
    planned({ path: '404.html', kind: 'config' }),
    planned({ path: '-/ping', kind: 'registry' }),
    planned({ path: 'foo', kind: 'packument' }),
    planned({ path: '-/v/foo/2.0.0', kind: 'version' }),
    planned({ path: '-/v/foo/1.0.0', kind: 'version' }),
    planned({ path: '-/t/foo/foo-1.0.0.tgz', kind: 'tarball' }),
  ];
  expect(paths(planWrites(files, nothing).write)).toEqual([
    '-/t/foo/foo-1.0.0.tgz',
    '-/v/foo/1.0.0',
    '-/v/foo/2.0.0',
    'foo',
    '-/ping',
    '404.html',
  ]);
});

test('what is recorded and on the disk as it should be is kept', () => {
  const files = [planned({ path: 'foo' }), planned({ path: 'bar' })];
  const plan = planWrites(files, after(files));
  expect(paths(plan.keep)).toEqual(['bar', 'foo']);
  expect(plan.write).toEqual([]);
  expect(plan.remove).toEqual([]);
});

const old = planned({ path: 'foo', text: 'old' });
test.each([
  ['other bytes of the same size and date', { text: 'new' }],
  ['another size', { text: 'newer' }],
  ['an older date', { text: 'old', date: new Date('2001-01-01T00:00:00Z') }],
])('%s are written', (_what, parts) => {
  const file = planned({ path: 'foo', ...parts });
  expect(planWrites([file], after([old])).write).toEqual([file]);
});

test('the same bytes of a later commit stay as they are', () => {
  const file = planned({ path: 'foo', text: 'old', date: new Date('2025-01-01T00:00:00Z') });
  expect(planWrites([file], after([old])).write).toEqual([]);
});

test.each([
  ['is gone', undefined],
  ['was cut off', { size: 2, date: old.date }],
  ['was touched', { size: 3, date: new Date() }],
])('a recorded file that %s is written again', (_what, disk) => {
  const onDisk = new Map(disk === undefined ? [] : [[old.path, disk]]);
  expect(planWrites([old], { ...after([old]), onDisk }).write).toEqual([old]);
});

test('a file whose write may not have finished is written again', () => {
  const recorded = new Map([[old.path, { digest: '', size: old.size }]]);
  expect(planWrites([old], { ...after([old]), recorded }).write).toEqual([old]);
});

test('what is recorded and no longer wanted is removed, documents before tarballs', () => {
  const gone = ['a.tgz', 'b', 'c.tgz', 'd'].map((path) => planned({ path }));
  expect(planWrites([], after(gone)).remove).toEqual(['b', 'd', 'a.tgz', 'c.tgz']);
});

test('what is not recorded is left alone', () => {
  const onDisk = new Map([[outputPath('CNAME'), { size: 3, date: new Date() }]]);
  expect(planWrites([], { ...nothing, onDisk }).remove).toEqual([]);
});

test('a path that passed to another package is not removed by the one that had it', () => {
  const had = [planned({ path: 'foo.html' }), planned({ path: 'gone' })];
  const wantedElsewhere = new Set([outputPath('foo.html')]);
  expect(planWrites([], { ...after(had), wantedElsewhere }).remove).toEqual(['gone']);
});
