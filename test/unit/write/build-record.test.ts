import { expect, test } from 'vitest';
import { parseBuildRecord, renderBuildRecord } from '../../../src/write/build-record.ts';

const record = {
  stillpack: '0.1.0',
  commit: 'c'.repeat(40),
  date: '2024-01-01T00:00:00.000Z',
  options: 'o',
  host: 'nginx',
  url: 'https://npm.acme.example/',
};

test('the record of a finished build comes back', () => {
  expect(parseBuildRecord(renderBuildRecord(record))).toEqual(record);
});

test('a build that has not finished has no record', () => {
  expect(parseBuildRecord(renderBuildRecord(undefined))).toBeUndefined();
});

test('a damaged record is none', () => {
  const text = renderBuildRecord(record).toString();
  for (const damaged of [
    text.slice(0, 40),
    text.replace('"commit"', '"comet"'),
    text.replace('"format": 1', '"format": 2'),
    'null',
    '',
  ]) {
    expect(parseBuildRecord(Buffer.from(damaged))).toBeUndefined();
  }
});
