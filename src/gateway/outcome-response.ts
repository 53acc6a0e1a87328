import { jsonResponse } from './error-response.ts';
import type { Outcome } from './registry.ts';

/**
 * What a client is told of a change. One that waits for review is 202, with a line that npm and bun print (the header
 * `npm-notice`).
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
  return status === 204 ? new Response(null, { status }) : jsonResponse(body, { status });
}
