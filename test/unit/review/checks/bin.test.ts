import { expect, test } from 'vitest';
import { binClash } from '../../../../src/review/checks/bin.ts';
import { addedVersion, reviewContext } from '../../../support/review.ts';

const context = reviewContext({
  names: ['eslint', '@acme/tool', 'library', 'pkg'],
  manifests: {
    eslint: { name: 'eslint', bin: './bin/eslint.js' },
    '@acme/tool': { name: '@acme/tool', bin: { tool: 'tool.js' } },
    library: { name: 'library' },
    pkg: { name: 'pkg', bin: 'cli.js' },
  },
});

async function messagesOf(bin: unknown, before?: unknown) {
  const previous = before === undefined ? {} : { previous: { manifest: { bin: before } } };
  const found = await binClash(await addedVersion({ manifest: { bin }, ...previous }), context);
  expect(found.every(({ check, level }) => check === 'bin-clash' && level === 'person')).toBe(true);
  return found.map(({ message }) => message);
}

test.each([
  ['eslint', 'The command eslint is new; eslint has a command of that name.'],
  ['tool', 'The command tool is new; @acme/tool has a command of that name.'],
  ['git', 'The command git is new, and hides the program of that name.'],
])('a new command %s', async (command, message) => {
  expect(await messagesOf({ [command]: 'a.js', mine: 'b.js' })).toEqual([message]);
  expect(await messagesOf({ [`../${command}`]: 'a.js' }, { mine: 'b.js' })).toEqual([message]);
});

test.each([
  ['the package’s own name', 'cli.js'],
  ['the name of a package that has no command', { library: 'a.js' }],
  ['no name of a package', { other: 'a.js' }],
  ['none', undefined],
])('%s is nobody else’s', async (_, bin) => {
  expect(await messagesOf(bin)).toEqual([]);
});

test('a command that the version before had is not new', async () => {
  expect(
    await messagesOf({ git: 'a.js', eslint: 'a.js' }, { git: 'a.js', eslint: 'b.js' }),
  ).toEqual([]);
});

test('of a package that cannot be read nobody knows that it has no such command', async () => {
  const unread = reviewContext({ manifests: { eslint: 'unread' } });
  const found = await binClash(
    await addedVersion({ manifest: { bin: { eslint: 'a.js' } } }),
    unread,
  );
  expect(found.map(({ message }) => message)).toEqual([
    'The command eslint is new; eslint, which cannot be read, may have one of that name.',
  ]);
});

test('however many commands there are, few packages are looked into, and few findings made', async () => {
  const names = Array.from({ length: 2000 }, (_, index) => `tool-${index}`);
  let asked = 0;
  const many = {
    ...reviewContext({ names }),
    manifestOf: (name: string) => {
      asked += 1;
      return Promise.resolve({ name, bin: 'cli.js' });
    },
  };
  const bin = Object.fromEntries(names.map((name) => [name, 'a.js']));
  const found = await binClash(await addedVersion({ manifest: { bin } }), many);
  expect(asked).toBeLessThan(100);
  expect(found.length).toBeLessThan(30);
  expect(found.at(-1)?.message).toMatch(/more of this kind/);
});
