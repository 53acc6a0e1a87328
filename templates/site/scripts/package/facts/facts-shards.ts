// Facts of packages, from as few shards as hold them.
import { fnvDigits } from '../../../../../src/site/listings/fnv.ts';
import { nodeFileName } from '../../../../../src/site/site-urls.ts';
import { type FactsNode, type PackageFacts, parseFactsNode } from './facts-node.ts';

/** Loads a file of the website or a document of the registry as JSON; throws when it cannot. */
export type LoadJson = (url: string) => Promise<unknown>;

export interface FactsShards {
  /** `undefined` for a package that this registry does not have. Throws what loading a shard throws. */
  factsOf(name: string): Promise<PackageFacts | undefined>;
}

/** `urlOf` says where a shard lies, by its file's name (`nodeFileName` of the digits that all its keys begin with). */
export function createFactsShards(urlOf: (shard: string) => string, load: LoadJson): FactsShards {
  const nodes = new Map<string, Promise<FactsNode>>();
  const nodeAt = (prefix: string): Promise<FactsNode> => {
    const known = nodes.get(prefix);
    if (known !== undefined) return known;
    const node = load(urlOf(nodeFileName(prefix))).then(parseFactsNode);
    nodes.set(prefix, node);
    return node;
  };
  return {
    async factsOf(name) {
      const key = fnvDigits(name);
      for (let depth = 0; depth <= key.length; depth++) {
        const { facts, next } = await nodeAt(key.slice(0, depth));
        const digit = key.charAt(depth);
        if (next === '') return facts.get(name);
        if (digit === '' || !next.includes(digit)) return undefined;
      }
      return undefined;
    },
  };
}
