// Loads, indexes and searches beside the page, which stays free to answer keys.
import { nodeFileName } from '../../../../src/site/site-urls.ts';
import { createFactsShards } from '../package/facts/facts-shards.ts';
import { type FoundPackage, foundPackageOfFacts } from './found-package.ts';
import { parseSearchNode, type SearchNode } from './search-node.ts';
import { createSearchPackages } from './search-packages.ts';
import type { Asked, SearchFailure, Told } from './search-request.ts';
import { createSearchTrie } from './search-trie.ts';

/** Where the website's files lie; the page names it when it starts this worker. */
const folder = new URLSearchParams(location.search).get('files') ?? '';

class Missing extends Error {}

async function loadJson(url: string, signal?: AbortSignal): Promise<unknown> {
  const response = await fetch(url, signal === undefined ? {} : { signal });
  if (response.status === 404) throw new Missing();
  if (!response.ok) throw new TypeError(`${response.url} answered ${response.status}.`);
  return (await response.json()) as unknown;
}

async function loadNode(prefix: string, signal: AbortSignal): Promise<SearchNode> {
  return parseSearchNode(await loadJson(`${folder}search/${nodeFileName(prefix)}.json`, signal));
}

const facts = createFactsShards((shard) => `${folder}facts/${shard}.json`, loadJson);

async function findPackage(name: string): Promise<FoundPackage | undefined> {
  const found = await facts.factsOf(name);
  return found && foundPackageOfFacts(found);
}

const search = createSearchPackages(createSearchTrie(loadNode), findPackage);

let last = new AbortController();

addEventListener('message', ({ data }: MessageEvent<Asked>) => {
  const { id, request } = data;
  last.abort();
  last = new AbortController();
  const { signal } = last;
  search(request, signal).then(
    (answer) => tell({ id, answer }),
    (error: unknown) => {
      if (!signal.aborted) tell({ id, failure: failureOf(error) });
    },
  );
});

function tell(told: Told): void {
  postMessage(told);
}

function failureOf(error: unknown): SearchFailure {
  return error instanceof Missing ? 'missing' : 'failed';
}
