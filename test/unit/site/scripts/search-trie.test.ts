import { expect, test } from 'vitest';
import type { SearchNode } from '../../../../templates/site/scripts/search/search-node.ts';
import { createSearchTrie } from '../../../../templates/site/scripts/search/search-trie.ts';

const nodes: ReadonlyMap<string, string | undefined> = new Map([
  ['', 'pr'],
  ['p', 'a'],
  ['pa', undefined],
  ['r', 'e'],
  ['re', undefined],
]);

const never = { signal: new AbortController().signal, isEnough: () => false };

function loading(): {
  readonly asked: string[];
  readonly load: (prefix: string) => Promise<SearchNode>;
} {
  const asked: string[] = [];
  return {
    asked,
    load(prefix) {
      asked.push(prefix);
      return Promise.resolve({ packages: [], next: nodes.get(prefix) });
    },
  };
}

test('goes as far as there are nodes, and loads each once', async () => {
  const { asked, load } = loading();
  const trie = createSearchTrie(load);
  expect((await trie.walk('paddle', never)).map(({ prefix }) => prefix)).toEqual(['', 'p', 'pa']);
  expect((await trie.walk('px', never)).map(({ prefix }) => prefix)).toEqual(['', 'p']);
  expect(asked).toEqual(['', 'p', 'pa']);
});

test('stops where a node is enough', async () => {
  const { asked, load } = loading();
  await createSearchTrie(load).walk('paddle', { ...never, isEnough: () => true });
  expect(asked).toEqual(['']);
});

test('gives up what is under way for another word, and asks anew for what failed', async () => {
  const signals = new Map<string, AbortSignal>();
  const trie = createSearchTrie((prefix, signal) => {
    const isFirst = !signals.has(prefix);
    signals.set(prefix, signal);
    if (prefix !== 'p') return Promise.resolve({ packages: [], next: nodes.get(prefix) });
    if (!isFirst) return Promise.resolve({ packages: [], next: undefined });
    return new Promise((_, reject) => {
      signal.addEventListener('abort', () => reject(new Error('aborted')));
    });
  });
  const first = trie.walk('pad', never).catch((error: unknown) => error);
  await expect.poll(() => signals.has('p')).toBe(true);
  expect(await trie.walk('red', never)).toHaveLength(3);
  expect(await first).toMatchObject({ message: 'aborted' });
  expect(await trie.walk('pad', never)).toHaveLength(2);
});
