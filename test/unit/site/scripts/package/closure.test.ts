import { describe, expect, test } from 'vitest';
import {
  closureOf,
  type ClosureSource,
  type InstalledVersion,
} from '../../../../../templates/site/scripts/package/facts/closure.ts';
import type { PackageFacts } from '../../../../../templates/site/scripts/package/facts/facts-node.ts';
import { layoutGraph } from '../../../../../templates/site/scripts/package/facts/graph-layout.ts';

type Ranges = Readonly<Record<string, string>>;

function version(
  name: string,
  number: string,
  size: number,
  ranges: Ranges = {},
): InstalledVersion {
  return { name, version: number, size, dependencies: new Map(Object.entries(ranges)) };
}

/** A registry of versions, of each package the latest first; `asks` are allowed. */
function registryOf(versions: readonly InstalledVersion[], asks = Infinity): ClosureSource {
  let asked = 0;
  const all = (name: string): readonly InstalledVersion[] =>
    versions.filter((one) => one.name === name);
  return {
    factsOf(name) {
      asked += 1;
      const [latest] = all(name);
      const facts: PackageFacts | undefined = latest && {
        ...latest,
        latest: latest.version,
        dependents: 0,
        isDeprecated: false,
      };
      return Promise.resolve(facts);
    },
    versionsOf: (name) => Promise.resolve(all(name)),
    isSpent: () => asked >= asks,
  };
}

describe('the size of an install', () => {
  test('counts each version once, also in a circle', async () => {
    const root = version('root', '1.0.0', 1, { a: '^1.0.0', b: '^1.0.0' });
    const source = registryOf([
      version('a', '1.1.0', 10, { c: '*' }),
      version('b', '1.0.0', 100, { c: '^2.0.0', a: '1' }),
      version('c', '2.0.0', 1000, { root: '^1.0.0' }),
      root,
    ]);
    const { size, nodes, isCut } = await closureOf(root, source);
    expect([...nodes.keys()]).toEqual(['root@1.0.0', 'a@1.1.0', 'b@1.0.0', 'c@2.0.0']);
    expect(size).toBe(1111);
    expect(isCut).toBe(false);
  });

  test('takes the highest version that does where the latest does not', async () => {
    const root = version('root', '1.0.0', 1, { a: '^1.0.0' });
    const source = registryOf([
      version('a', '2.0.0', 10),
      version('a', '1.0.0', 20),
      version('a', '1.9.0', 40),
    ]);
    expect((await closureOf(root, source)).size).toBe(41);
  });

  test('follows aliases and tags to the package that is meant', async () => {
    const root = version('root', '1.0.0', 1, { mine: 'npm:@acme/a@^1.0.0', b: 'latest' });
    const source = registryOf([version('@acme/a', '1.0.0', 10), version('b', '2.0.0-rc.1', 100)]);
    expect((await closureOf(root, source)).size).toBe(111);
  });

  test('leaves out what this registry does not have', async () => {
    const ranges = { react: '^19.0.0', a: '^9.0.0', fork: 'github:acme/fork', c: 'next' };
    const source = registryOf([version('a', '1.0.0', 10), version('c', '1.0.0', 10)]);
    const { size, outside } = await closureOf(version('root', '1.0.0', 1, ranges), source);
    expect(size).toBe(1);
    expect([...outside].sort()).toEqual(['a', 'c', 'fork', 'react']);
  });

  test('is cut after 500 versions, and when no more may be asked for', async () => {
    const chain = Array.from({ length: 600 }, (_, index) =>
      version(`p${index}`, '1.0.0', 1, { [`p${index + 1}`]: '*' }),
    );
    const [root = version('p0', '1.0.0', 1)] = chain;
    const whole = await closureOf(root, registryOf(chain));
    expect([whole.nodes.size, whole.isCut]).toEqual([500, true]);
    const short = await closureOf(root, registryOf(chain, 10));
    expect([short.nodes.size, short.isCut]).toEqual([11, true]);
  });
});

test('the graph has a box for each version and a line for each dependency, whatever their names', async () => {
  const root = version('__proto__', '1.0.0', 1, { constructor: '*', toString: '*' });
  const source = registryOf([
    version('constructor', '1.0.0', 1, { toString: '*' }),
    version('toString', '1.0.0', 1),
  ]);
  const { boxes, lines, width, height } = layoutGraph(await closureOf(root, source));
  expect(boxes.map(({ name }) => name)).toEqual(['__proto__', 'constructor', 'toString']);
  expect(lines).toHaveLength(3);
  for (const { x, y } of [...boxes, ...lines.flat()]) {
    expect(x).toBeGreaterThanOrEqual(0);
    expect(x).toBeLessThanOrEqual(width);
    expect(y).toBeLessThanOrEqual(height);
  }
});
