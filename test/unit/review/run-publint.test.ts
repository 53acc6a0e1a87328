import { expect, test } from 'vitest';
import { createPublint } from '../../../src/review/run-publint.ts';
import { addedVersion, runPublint } from '../../support/review.ts';

test('finds nothing wrong with a sound package', async () => {
  const version = await addedVersion({
    manifest: { type: 'module', exports: './index.js', files: ['index.js'] },
    files: { 'index.js': 'export const answer = 42;\n' },
  });
  expect(await runPublint(version)).toEqual({ messages: [] });
});

test('leaves dependencies to others, whatever they are', async () => {
  const dependencies = { a: 5, b: 'file:../b' };
  const { messages } = await runPublint(await addedVersion({ manifest: { dependencies } }));
  expect(messages?.map(({ code }) => code)).toEqual(['USE_TYPE']);
});

test('text that its patterns take for ever on ends after the time that it has', async () => {
  const version = await addedVersion({
    manifest: { main: 'index.js' },
    files: { 'index.js': 'import '.repeat(400_000) },
  });
  expect(await runPublint(version, { milliseconds: 300 })).toEqual({
    reason: 'no end after 0.3 s',
  });
});

test('one run that comes to no end leaves the next its time, as far as there is any for all', async () => {
  const endless = await addedVersion({
    manifest: { main: 'index.js' },
    files: { 'index.js': 'import '.repeat(400_000) },
  });
  const sound = await addedVersion({ manifest: { type: 'module' } });
  const publint = createPublint({ milliseconds: 300 });
  expect((await publint.run(endless)).reason).toBe('no end after 0.3 s');
  expect((await publint.run(sound)).messages).toEqual([]);
  await publint.close();
  const short = { reason: 'the change took more than 0.2 s' };
  expect(await runPublint(endless, { total: 200 })).toEqual(short);
});

test.each([
  ['a number among the conditions', { exports: { '.': 5 }, main: 7, bin: null }],
  ['exports of a depth', { exports: nested(90) }],
  ['a repository without a text', { repository: { url: 5 }, main: 'a.js' }],
  [
    'fields named like those of every object',
    '{"name":"pkg","version":"1.1.0","exports":{"__proto__":5,"constructor":7}}',
  ],
])('what it throws is a reason, or a message: %s', async (_, manifest) => {
  const version = await addedVersion({ manifest });
  const outcome = await runPublint(version);
  expect(outcome.messages ?? outcome.reason).not.toHaveLength(0);
});

/** Conditions within conditions. */
function nested(depth: number): unknown {
  return depth === 0 ? './index.js' : { node: nested(depth - 1) };
}
