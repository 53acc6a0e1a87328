// A mock of GitHub's API on this machine: it knows acme/registry, its pull requests, comments and labels, and no more.
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { text as readText } from 'node:stream/consumers';
import { isJsonObject, type JsonObject } from '../../src/json.ts';
import { listen } from './loopback-server.ts';

export interface MockPull {
  readonly head: string;
  readonly from: string;
  state: 'open' | 'closed';
  /** Of the head. @default no commit */
  sha?: string;
  /** Paths. @default none */
  readonly files?: readonly string[];
  /** @default none */
  labels?: readonly string[];
}

export interface MockComment {
  readonly pull: number;
  readonly login: string;
  body: string;
}

/** May answer in the mock's place. */
export type MockAnswer = (request: IncomingMessage, response: ServerResponse) => boolean;

export interface MockGithub {
  /** Ends in `/api/v3`. */
  readonly api: string;
  /** Ends in `/api/graphql`. */
  readonly graphql: string;
  /** The first is number 1. */
  readonly pulls: MockPull[];
  /** The first has the id 1. */
  readonly comments: MockComment[];
  /** Names of those that the repository has. */
  readonly labels: string[];
  /** Method, path and head of each. */
  readonly requests: readonly string[];
  /** What came as `authorization`. */
  readonly tokens: ReadonlySet<string | undefined>;
}

/** Whose every token is. */
export const mockLogin = 'github-actions[bot]';

/** Until the test has finished. `before` may answer in its place. */
export async function mockGithub(before: MockAnswer = () => false): Promise<MockGithub> {
  const state: MockState = { pulls: [], comments: [], labels: [] };
  const requests: string[] = [];
  const tokens = new Set<string | undefined>();
  const answer: RequestListener = (request, response) => {
    const { method = '', url = '', headers } = request;
    const { pathname, searchParams } = new URL(url, 'http://x');
    requests.push(`${method} ${pathname} ${searchParams.get('head') ?? ''}`);
    tokens.add(headers.authorization);
    if (before(request, response)) return;
    void readText(request).then((text) => {
      const { status, body } = answerOf(state, {
        route: `${method} ${pathname.replace('/api/v3/repos/acme/registry', '')}`,
        query: searchParams,
        body: jsonIn(text),
      });
      const page = Number(searchParams.get('page') ?? 1);
      const size = Number(searchParams.get('per_page') ?? 30);
      const shown: unknown = Array.isArray(body)
        ? body.slice((page - 1) * size, page * size)
        : body;
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(shown));
    });
  };
  const url = await listen(answer);
  return { api: `${url}/api/v3`, graphql: `${url}/api/graphql`, ...state, requests, tokens };
}

type MockState = Pick<MockGithub, 'pulls' | 'comments' | 'labels'>;

interface Asked {
  readonly route: string;
  readonly query: URLSearchParams;
  readonly body: JsonObject;
}

interface Answered {
  readonly status: number;
  readonly body: unknown;
}

const missing: Answered = { status: 404, body: { message: 'Not Found' } };
const ok = (body: unknown): Answered => ({ status: 200, body });

function jsonIn(text: string): JsonObject {
  const value: unknown = text === '' ? {} : JSON.parse(text);
  return isJsonObject(value) ? value : {};
}

function answerOf(state: MockState, asked: Asked): Answered {
  if (asked.route === 'POST /api/graphql') return ok({ data: { viewer: { login: mockLogin } } });
  if (asked.route === 'GET /pulls') return ok(listPulls(state, asked.query));
  if (asked.route === 'POST /pulls') return openPull(state, asked.body);
  const [, method = '', kind = '', number = '', what = ''] =
    /^(\w+) \/(pulls|issues)\/(\d+)(.*)$/.exec(asked.route) ?? [];
  const pull = state.pulls[Number(number) - 1];
  if (kind === '') return answerOfRepository(state, asked);
  if (pull === undefined) return missing;
  return answerOfPull(state, { ...asked, route: `${method} ${kind}${what}`, pull });
}

/** Comments by their id, and labels. */
function answerOfRepository({ comments, labels }: MockState, { route, body }: Asked): Answered {
  const id = /^PATCH \/issues\/comments\/(\d+)$/.exec(route)?.[1];
  const comment = comments[Number(id) - 1];
  if (comment !== undefined) {
    comment.body = String(body['body']);
    return ok(showComment(comment, Number(id) - 1));
  }
  const label = /^GET \/labels\/(.*)$/.exec(route)?.[1];
  if (label !== undefined) {
    const name = decodeURIComponent(label);
    return labels.includes(name) ? ok({ name }) : missing;
  }
  if (route !== 'POST /labels') return missing;
  labels.push(String(body['name']));
  return { status: 201, body };
}

/** What lies below the number of a pull request, which is an issue as well. */
function answerOfPull(
  { pulls, comments, labels }: MockState,
  { route, body, pull }: Asked & { readonly pull: MockPull },
): Answered {
  const index = pulls.indexOf(pull);
  const shownLabels = (): unknown => (pull.labels ?? []).map((name) => ({ name }));
  switch (route) {
    case 'GET pulls':
      return ok(showPull(pull, index));
    case 'GET pulls/files':
      return ok((pull.files ?? []).map((filename) => ({ filename })));
    case 'GET issues/comments':
      return ok(
        comments
          .map((comment, at) => ({ comment, shown: showComment(comment, at) }))
          .filter(({ comment }) => comment.pull === index + 1)
          .map(({ shown }) => shown),
      );
    case 'POST issues/comments': {
      const comment = { pull: index + 1, login: mockLogin, body: String(body['body']) };
      return { status: 201, body: showComment(comment, comments.push(comment) - 1) };
    }
    case 'GET issues/labels':
      return ok(shownLabels());
    case 'POST issues/labels': {
      const added = Array.isArray(body['labels']) ? body['labels'].map(String) : [];
      // GitHub makes none that it does not know.
      if (!added.every((name) => labels.includes(name))) return missing;
      pull.labels = [...new Set([...(pull.labels ?? []), ...added])];
      return ok(shownLabels());
    }
    default: {
      const name = decodeURIComponent(/^DELETE issues\/labels\/(.*)$/.exec(route)?.[1] ?? '');
      if (pull.labels?.includes(name) !== true) return missing;
      pull.labels = pull.labels.filter((each) => each !== name);
      return ok(shownLabels());
    }
  }
}

/** Also those that were not asked for: GitHub ignores a head that it does not understand. */
function listPulls({ pulls }: MockState, query: URLSearchParams): readonly object[] {
  const wanted = query.get('state') ?? 'open';
  const shown = pulls.map((pull, index) => ({ pull, body: showPull(pull, index) }));
  return shown
    .filter(({ pull }) => wanted === 'all' || pull.state === wanted)
    .map(({ body }) => body);
}

function openPull({ pulls }: MockState, body: JsonObject): Answered {
  const head = String(body['head']);
  if (pulls.some((pull) => pull.head === head && pull.state === 'open')) {
    const message = `A pull request already exists for acme:${head}.`;
    return { status: 422, body: { message: 'Validation Failed', errors: [{ message }] } };
  }
  const pull: MockPull = { head, from: 'acme/registry', state: 'open' };
  return { status: 201, body: showPull(pull, pulls.push(pull) - 1) };
}

function showPull({ head, from, state, sha }: MockPull, index: number): object {
  return {
    state,
    html_url: `https://github.example/acme/registry/pull/${index + 1}`,
    head: { ref: head, sha, repo: { full_name: from } },
    base: { repo: { full_name: 'acme/registry' } },
  };
}

function showComment({ pull, login, body }: MockComment, index: number): object {
  const url = `https://github.example/acme/registry/pull/${pull}#issuecomment-${index + 1}`;
  return { id: index + 1, html_url: url, user: { login }, body };
}
