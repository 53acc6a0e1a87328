import { siteFileUrl } from '../page.ts';
import type { Asked, SearchAnswer, SearchFailure, SearchRequest, Told } from './search-request.ts';

export interface SearchClient {
  /** Only the last question is answered. */
  ask(request: SearchRequest, answered: (answer: SearchAnswer | SearchFailure) => void): void;
}

/** Starts the worker, which loads the root so that the first key finds it there. */
export function createSearchClient(): SearchClient {
  const url = new URL('./search-worker.ts', import.meta.url);
  url.searchParams.set('files', siteFileUrl(''));
  const worker = new Worker(url, { type: 'module' });
  let last = 0;
  let onAnswer: (answer: SearchAnswer | SearchFailure) => void = () => undefined;
  worker.addEventListener('message', ({ data }: MessageEvent<Told>) => {
    if (data.id === last) onAnswer('answer' in data ? data.answer : data.failure);
  });
  worker.addEventListener('error', () => onAnswer('failed'));
  const ask: SearchClient['ask'] = (request, answered) => {
    last += 1;
    onAnswer = answered;
    const asked: Asked = { id: last, request };
    worker.postMessage(asked);
  };
  ask({ text: '', sort: 'relevance', count: 0 }, () => undefined);
  return { ask };
}
