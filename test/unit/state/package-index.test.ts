import { expect, test } from 'vitest';
import {
  emptyIndex,
  type IndexFiles,
  type IndexNode,
  openIndex,
} from '../../../src/state/package-index.ts';
import { packageName } from '../../support/model.ts';

interface Kept extends IndexFiles {
  readonly nodes: Map<string, { readonly checksum: string; readonly node: IndexNode }>;
  /** Where a node was written, in order. */
  readonly written: string[];
}

/** Nodes as files hold them: a checksum tells whether one is as it was written. */
function createFiles(): Kept {
  const nodes: Kept['nodes'] = new Map();
  const written: string[] = [];
  return {
    nodes,
    written,
    read(digits, checksum) {
      const found = nodes.get(digits);
      return Promise.resolve(found?.checksum === checksum ? found.node : undefined);
    },
    write(digits, node) {
      written.push(digits);
      const checksum = `${digits} ${written.length}`;
      nodes.set(digits, { checksum, node: structuredClone(node) });
      return Promise.resolve(checksum);
    },
  };
}

const name = (number: number) => packageName(`pkg${number}`);

/** Of so many packages, written. */
async function indexOf(count: number, files: IndexFiles): Promise<IndexNode> {
  const index = openIndex(emptyIndex, files);
  for (let number = 0; number < count; number += 1) await index.set(name(number), `v${number}`);
  return structuredClone(await index.write());
}

test.each([0, 1, 256, 257, 6000])('of %i packages, it finds each, and no other', async (count) => {
  const files = createFiles();
  const index = openIndex(await indexOf(count, files), files);
  for (const number of [0, count >> 1, count - 1].filter((each) => each >= 0 && each < count)) {
    expect(await index.find(name(number))).toEqual({ checksum: `v${number}` });
  }
  expect(await index.find(name(count))).toEqual({ checksum: undefined });
  expect(new Set(await index.names()).size).toBe(count);
});

test('what one package rewrites does not grow with their number', async () => {
  const files = createFiles();
  const root = await indexOf(6000, files);
  files.written.length = 0;
  const index = openIndex(root, files);
  await index.set(name(0), 'new');
  const newRoot = await index.write();
  expect(files.written.length).toBeLessThanOrEqual(2);
  for (const digits of files.written) {
    const { node } = files.nodes.get(digits) ?? { node: emptyIndex };
    expect('leaf' in node ? node.leaf.size : node.branch.length).toBeLessThanOrEqual(256);
  }
  const again = openIndex(newRoot, files);
  expect(await again.find(name(0))).toEqual({ checksum: 'new' });
  expect(await again.find(name(1))).toEqual({ checksum: 'v1' });
});

test('a node that is missing, or older, is unknown and never empty', async () => {
  const files = createFiles();
  const root = await indexOf(1000, files);
  const older = new Map(files.nodes);
  const index = openIndex(root, files);
  await index.set(name(7), 'new');
  const newRoot = await index.write();
  const [changed = ''] = files.written.slice(-1);
  for (const damage of [
    () => files.nodes.delete(changed),
    () => files.nodes.set(changed, older.get(changed) ?? { checksum: '', node: emptyIndex }),
  ]) {
    damage();
    const found = openIndex(newRoot, files);
    expect(await found.find(name(7))).toBeUndefined();
    expect(await found.names()).toBeUndefined();
    expect(await found.set(name(7), 'next')).toBe(false);
  }
});
