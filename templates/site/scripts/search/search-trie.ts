// Walks from the root to what is known of a word, and loads on the way only what it has not yet.
import type { SearchNode } from './search-node.ts';

export interface SearchStep {
  readonly prefix: string;
  readonly node: SearchNode;
}

export interface SearchTrie {
  /**
   * The nodes on the way to the key, the root first: as far as there are nodes, but not beyond one that has all or that
   * is enough. What is under way for another word is given up. Throws what loading throws, and the signal's reason once it is aborted.
   */
  walk(
    key: string,
    until: { readonly signal: AbortSignal; readonly isEnough: (node: SearchNode) => boolean },
  ): Promise<readonly [SearchStep, ...SearchStep[]]>;
}

export type LoadNode = (prefix: string, signal: AbortSignal) => Promise<SearchNode>;

export function createSearchTrie(load: LoadNode): SearchTrie {
  const loaded = new Map<string, SearchNode>();
  const underWay = new Map<string, { promise: Promise<SearchNode>; abort: AbortController }>();

  const nodeAt = (prefix: string): Promise<SearchNode> => {
    const known = underWay.get(prefix);
    if (known !== undefined) return known.promise;
    const abort = new AbortController();
    const promise = load(prefix, abort.signal)
      .then((node) => {
        loaded.set(prefix, node);
        return node;
      })
      .finally(() => {
        if (underWay.get(prefix)?.abort === abort) underWay.delete(prefix);
      });
    underWay.set(prefix, { promise, abort });
    return promise;
  };
  const giveUpOthers = (key: string): void => {
    for (const [prefix, { abort }] of underWay) {
      if (key.startsWith(prefix)) continue;
      underWay.delete(prefix);
      abort.abort();
    }
  };
  return {
    async walk(key, { signal, isEnough }) {
      signal.throwIfAborted();
      giveUpOthers(key);
      const at = async (prefix: string): Promise<SearchStep> => {
        const node = loaded.get(prefix) ?? (await nodeAt(prefix));
        signal.throwIfAborted();
        return { prefix, node };
      };
      let step = await at('');
      const steps: [SearchStep, ...SearchStep[]] = [step];
      // By code units, as the nodes are made.
      while (step.prefix.length < key.length) {
        const unit = key.charAt(step.prefix.length);
        if (step.node.next?.includes(unit) !== true || isEnough(step.node)) break;
        step = await at(step.prefix + unit);
        steps.push(step);
      }
      return steps;
    },
  };
}
