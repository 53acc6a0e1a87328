// A mock of GitHub's REST API on this machine: it knows pull requests of acme/registry, and no more.
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { json as readJson } from 'node:stream/consumers';
import { isJsonObject } from '../../src/json.ts';
import { listen } from './loopback-server.ts';

export interface MockPull {
  readonly head: string;
  readonly from: string;
  state: 'open' | 'closed';
}

/** May answer in the mock's place. */
export type MockAnswer = (request: IncomingMessage, response: ServerResponse) => boolean;

export interface MockGithub {
  /** Ends in `/api/v3`. */
  readonly api: string;
  readonly pulls: MockPull[];
  /** Method, path and head of each. */
  readonly requests: readonly string[];
  /** What came as `authorization`. */
  readonly tokens: ReadonlySet<string | undefined>;
}

/** Until the test has finished. A mock of GitHub's `/repos/acme/registry/pulls`. `before` may answer in its place. */
export async function mockGithub(before: MockAnswer = () => false): Promise<MockGithub> {
  const pulls: MockPull[] = [];
  const requests: string[] = [];
  const tokens = new Set<string | undefined>();
  const show = ({ head, from, state }: MockPull, index: number): object => ({
    state,
    html_url: `https://github.example/acme/registry/pull/${index + 1}`,
    head: { ref: head, repo: { full_name: from } },
  });
  const answer: RequestListener = (request, response) => {
    const { method = '', url = '', headers } = request;
    const { pathname, searchParams } = new URL(url, 'http://x');
    requests.push(`${method} ${pathname} ${searchParams.get('head') ?? ''}`);
    tokens.add(headers.authorization);
    if (before(request, response)) return;
    const send = (status: number, body: unknown): void => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    };
    if (pathname !== '/api/v3/repos/acme/registry/pulls') {
      send(404, { message: 'Not Found' });
    } else if (method === 'GET') {
      // Also those that were not asked for: GitHub ignores a head that it does not understand.
      const shown = pulls.map((pull, index) => ({ pull, body: show(pull, index) }));
      const wanted = searchParams.get('state') ?? 'open';
      const fitting = shown.filter(({ pull }) => wanted === 'all' || pull.state === wanted);
      send(
        200,
        fitting.map(({ body }) => body),
      );
    } else {
      void readJson(request).then((body) => {
        const head = isJsonObject(body) ? String(body['head']) : '';
        if (pulls.some((pull) => pull.head === head && pull.state === 'open')) {
          const message = `A pull request already exists for acme:${head}.`;
          send(422, { message: 'Validation Failed', errors: [{ message }] });
          return;
        }
        const pull: MockPull = { head, from: 'acme/registry', state: 'open' };
        send(201, show(pull, pulls.push(pull) - 1));
      });
    }
  };
  const url = await listen(answer);
  return { api: `${url}/api/v3`, pulls, requests, tokens };
}
