import { expect, test } from 'vitest';
import { contentUnread } from '../../../../src/review/checks/unread.ts';
import { type AddedParts, addedVersion } from '../../../support/review.ts';

const keep = { file: 500, total: 100_000, head: 64 };

async function messagesOf(parts: AddedParts) {
  const found = contentUnread(await addedVersion({ keep, ...parts }));
  expect(found.every(({ check, level }) => check === 'content-unread' && level === 'person')).toBe(
    true,
  );
  return found.map(({ message }) => message);
}

test('files that are too large to be kept are named, the largest first', async () => {
  expect(await messagesOf({ files: { 'a.js': 'a'.repeat(501) } })).toEqual([
    'a.js (501 B) was not looked at.',
  ]);
  expect(
    await messagesOf({ files: { 'a.js': 'a'.repeat(501), 'b.js': 'b'.repeat(2000) } }),
  ).toEqual(['2 files were not looked at; the largest is b.js (2.0 kB).']);
});

test('but not those that were there before, binaries that are named as such, and what was looked at', async () => {
  const large = 'a'.repeat(501);
  const elf = Buffer.concat([Buffer.from('\u007fELF'), Buffer.alloc(1000)]);
  const previous = { files: { 'a.js': large }, keep };
  expect(
    await messagesOf({ files: { 'a.js': large, 'b.node': elf, 'c.js': 'c' }, previous }),
  ).toEqual([]);
});
