// Changes are given back as they were kept.
import { expect, test } from 'vitest';
import {
  type ChangePlace,
  createChangeStore,
  type TarballChange,
} from '../../../src/source/change-store.ts';
import { type Oid, oidOf } from '../../../src/source/git-engine.ts';

const [sha1, sha256] = [oid('0a'.repeat(20)), oid('f1'.repeat(32))];

function oid(hex: string): Oid {
  const found = oidOf(hex);
  if (found === undefined) throw new Error(hex);
  return found;
}

function change(order: number): TarballChange {
  return {
    order,
    commit: order % 2 === 0 ? sha256 : sha1,
    seconds: 0xffff_ffff - order,
    author: { name: `Jörg ${order % 7}`, email: `j${order % 5}@acme.example` },
    fileName: `日本-1.${order}.0${'x'.repeat(order % 900)}.tgz`,
    wasFile: order % 2 === 0,
    oid: [sha1, sha256, undefined][order % 3],
  };
}

test('chains are read oldest first, however many and however long they are', () => {
  const store = createChangeStore();
  const ends = new Map<number, ChangePlace>();
  const expected = new Map<number, TarballChange[]>();
  for (let order = 0; order < 9000; order += 1) {
    const chain = (order * order) % 11;
    ends.set(chain, store.append(change(order), ends.get(chain)));
    expected.set(chain, [...(expected.get(chain) ?? []), change(order)]);
  }
  for (const [chain, changes] of expected) expect(store.read(ends.get(chain))).toEqual(changes);
});

test('no place holds no changes', () => {
  expect(createChangeStore().read(undefined)).toEqual([]);
});
