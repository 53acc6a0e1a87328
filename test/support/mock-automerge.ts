// A mock of the part of GitHub's API by which pull requests of acme/registry are judged and merged.
import { text as readText } from 'node:stream/consumers';
import type { GitRepository } from './git-repository.ts';
import { listen } from './loopback-server.ts';

export interface MergeablePull {
  readonly author: string;
  /** The commit that GitHub shows. */
  head: string;
  /** When the review of that commit began; `undefined` when it failed. */
  readonly checkedAt: string | undefined;
  /** Who set that review off. @default the author */
  readonly pushedBy?: string;
  /** Reviews of the same commit that came later. @default none */
  readonly laterRuns?: readonly object[];
  /** @default long before any review */
  readonly openedAt?: string;
  readonly labels?: readonly string[];
  readonly draft?: boolean;
  /** Somebody pushes just before the merge. */
  readonly movesTo?: string;
}

export interface MockAutomerge {
  /** Ends in `/api/v3`. */
  readonly api: string;
  /** By number, as far as they are merged. */
  readonly merged: ReadonlyMap<number, string>;
}

/** Until the test has finished. The first of `pulls` is number 1; `origin` is the repository that they are merged into. */
export async function mockAutomerge(
  origin: GitRepository,
  pulls: readonly MergeablePull[],
): Promise<MockAutomerge> {
  const merged = new Map<number, string>();
  const show = (
    { author, head, labels = [], draft = false, openedAt = '2026-01-01T00:00:00Z' }: MergeablePull,
    index: number,
  ): object => ({
    ...{ number: index + 1, draft, state: 'open', created_at: openedAt, base: { ref: 'main' } },
    head: { sha: head, ref: `change-${index + 1}`, repo: { full_name: 'acme/registry' } },
    html_url: `https://github.example/acme/registry/pull/${index + 1}`,
    user: { login: author },
    labels: labels.map((name) => ({ name })),
  });
  const runsOf = (head: string | null): readonly object[] =>
    pulls.flatMap(({ author, pushedBy = author, checkedAt, laterRuns = [], ...pull }, index) => {
      if (pull.head !== head) return [];
      const run = {
        ...{ head_sha: head, created_at: checkedAt ?? '2026-01-01T00:00:00Z' },
        ...{ head_branch: `change-${index + 1}`, head_repository: { full_name: 'acme/registry' } },
        actor: { login: pushedBy },
        conclusion: checkedAt === undefined ? 'failure' : 'success',
      };
      return [run, ...laterRuns.map((later) => ({ ...run, ...later }))];
    });
  const answer = async (
    route: string,
    query: URLSearchParams,
    body: string,
  ): Promise<[number, unknown]> => {
    const pull = /^(?:GET|PUT) \/pulls\/(\d+)/.exec(route);
    const number = Number(pull?.[1]);
    const found = pulls[number - 1];
    if (route === 'GET /pulls') return [200, Number(query.get('page')) > 1 ? [] : pulls.map(show)];
    if (route === 'GET /git/ref/heads%2Fmain') {
      return [200, { object: { sha: await origin.git('rev-parse', 'main') } }];
    }
    if (route === 'GET /actions/workflows/review.yml/runs') {
      return [200, { workflow_runs: runsOf(query.get('head_sha')) }];
    }
    if (found === undefined) return [404, { message: 'Not Found' }];
    if (route === `GET /pulls/${number}`) return [200, show(found, number - 1)];
    const { sha } = JSON.parse(body) as { readonly sha: string };
    if ((found.movesTo ?? found.head) !== sha) {
      return [409, { message: 'Head branch was modified. Review and try the merge again.' }];
    }
    merged.set(number, sha);
    await origin.git('update-ref', 'refs/heads/main', sha);
    return [200, { merged: true }];
  };
  const url = await listen((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://x');
    const route = `${request.method ?? ''} ${pathname.replace('/api/v3/repos/acme/registry', '')}`;
    void readText(request)
      .then((body) => answer(route, searchParams, body))
      .then(([status, shown]) =>
        response
          .writeHead(status, { 'content-type': 'application/json' })
          .end(JSON.stringify(shown)),
      );
  });
  return { api: `${url}/api/v3`, merged };
}
