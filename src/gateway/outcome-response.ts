import { jsonResponse } from './error-response.ts';
import type { Outcome } from './registry.ts';

/**
 * What a client is told of a change. One that waits for review, or could not be built yet, is 202, with a line that npm
 * and bun print (the header `npm-notice`).
 */
export function outcomeResponse(
  outcome: Outcome,
  body: object,
  status: 200 | 201 | 204 = 200,
): Response {
  if (outcome.state === 'pending') {
    const { url, text } = outcome.pullRequest;
    return jsonResponse(
      { ...body, pullRequest: url ?? null, message: text },
      { status: 202, headers: { 'npm-notice': text } },
    );
  }
  if (outcome.state === 'unserved') {
    const text = `Committed as ${outcome.commit}, for good; the gateway cannot serve it yet, and tries again by itself.`;
    return jsonResponse(
      { ...body, commit: outcome.commit, message: text },
      { status: 202, headers: { 'npm-notice': text } },
    );
  }
  return status === 204 ? new Response(null, { status }) : jsonResponse(body, { status });
}
