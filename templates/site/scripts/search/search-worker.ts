// Loads, indexes and searches beside the page, which stays free to answer keys.
import { prefixPath } from '../../../../src/site/site-urls.ts';
import { parseSearchNode, type SearchNode } from './search-node.ts';
import { createSearchPackages } from './search-packages.ts';
import type { Asked, SearchFailure, Told } from './search-request.ts';
import { createSearchTrie } from './search-trie.ts';

/** The folder of the nodes; the page names it when it starts this worker. */
const folder = new URLSearchParams(location.search).get('nodes') ?? '';

class Missing extends Error {}

async function loadNode(prefix: string, signal: AbortSignal): Promise<SearchNode> {
  const file = prefix === '' ? 'root' : prefixPath(prefix);
  const response = await fetch(`${folder}${file}.json`, { signal });
  if (response.status === 404) throw new Missing();
  if (!response.ok) throw new TypeError(`${response.url} answered ${response.status}.`);
  return parseSearchNode(await response.json());
}

const search = createSearchPackages(createSearchTrie(loadNode));

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
