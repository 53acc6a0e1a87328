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
      { status: 202, headers: { 'npm-notice': headerText(text) } },
    );
  }
  if (outcome.state === 'unserved') {
    const { commit, problem } = outcome;
    const why =
      problem === undefined
        ? 'the gateway cannot serve it yet, and tries again by itself.'
        : `the registry leaves it out: ${problem.message} ${problem.hint}`;
    const text = `Committed as ${commit}, for good; ${why}`;
    return jsonResponse(
      { ...body, commit, message: text },
      { status: 202, headers: { 'npm-notice': headerText(text) } },
    );
  }
  return status === 204 ? new Response(null, { status }) : jsonResponse(body, { status });
}

/** What a header can hold. */
function headerText(text: string): string {
  return text.replace(/[^ -~]/g, '?');
}
