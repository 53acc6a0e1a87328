import { expect, test } from 'vitest';
import { parseBuildRecord, renderBuildRecord } from '../../../src/write/build-record.ts';

const record = {
  stillpack: '0.1.0',
  commit: 'c'.repeat(40),
  date: '2024-01-01T00:00:00.000Z',
  options: 'o',
  host: 'nginx',
  url: 'https://npm.acme.example/',
  isOverruled: false,
};

const finished = renderBuildRecord(record, { finished: true });

test('the record of a finished build comes back', () => {
  expect(parseBuildRecord(finished)).toEqual({ record, isFinished: true });
});

test('so does that of one that left versions out for what the folder held before', () => {
  const overruled = { ...record, isOverruled: true };
  const rendered = renderBuildRecord(overruled, { finished: true });
  expect(parseBuildRecord(rendered)).toEqual({ record: overruled, isFinished: true });
});

test('a build that has not finished has that of the last one that did', () => {
  const during = renderBuildRecord(record, { finished: false });
  expect(parseBuildRecord(during)).toEqual({ record, isFinished: false });
  const first = renderBuildRecord(undefined, { finished: false });
  expect(parseBuildRecord(first)).toEqual({ record: undefined, isFinished: false });
});

test('a damaged record is none', () => {
  const text = finished.toString();
  for (const damaged of [
    text.slice(0, 40),
    text.replace('"commit"', '"comet"'),
    text.replace('"format": 2', '"format": 1'),
    'null',
    '',
  ]) {
    expect(parseBuildRecord(Buffer.from(damaged)).record).toBeUndefined();
  }
  const notUtf8 = Buffer.from(text.replace('nginx', 'ngin\xff'), 'latin1');
  expect(parseBuildRecord(notUtf8).record).toBeUndefined();
});
