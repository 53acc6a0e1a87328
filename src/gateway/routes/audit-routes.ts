// npm audit
import { auditReport } from '../../advisories/audit-report.ts';
import {
  type AuditedVersions,
  findAdvisories,
  type FoundAdvisories,
  parseBulkRequest,
} from '../../advisories/audit-request.ts';
import { bulkAnswer } from '../../advisories/bulk-answer.ts';
import { parseDependencyTree } from '../../advisories/dependency-tree.ts';
import { joinAnswers } from '../../advisories/join-answers.ts';
import { createByteSemaphore } from '../byte-semaphore.ts';
import { jsonResponse } from '../error-response.ts';
import type { GatewayApp, GatewayContext, GatewayRequest } from '../gateway-context.ts';
import { createIsReadable } from '../readable.ts';
import { withJsonBody } from '../request-body.ts';

/** The tree of npm 6 and pnpm 10 has two levels of JSON for each of packages. */
const maxDepth = 2100;
/** Some for each of ten thousand packages. */
const maxValues = 300_000;
/** A large monorepo's is some MB. */
const maxBytes = 32 * 2 ** 20;

/** POST /-/npm/v1/security/advisories/bulk, /-/npm/v1/security/audits/quick, /-/npm/v1/security/audits */
export function addAuditRoutes(app: GatewayApp, context: GatewayContext): void {
  const limits = { ...context.limits, maxDepth, maxValues, maxBytes };
  // Whoever is nobody takes no room from those who publish.
  const strangers = { ...limits, semaphore: createByteSemaphore(maxBytes) };
  /** What is asked of others is asked when the body has given way. */
  const read = <Parsed>(c: GatewayRequest, parse: (body: unknown) => Parsed): Promise<Parsed> =>
    withJsonBody(c.req.raw, c.get('principal').kind === 'anonymous' ? strangers : limits, (body) =>
      Promise.resolve(parse(body)),
    );

  app.post('/-/npm/v1/security/advisories/bulk', async (c) => {
    const audited = await read(c, parseBulkRequest);
    return jsonResponse(bulkAnswer(await find(c, context, audited)));
  });
  const report = async (c: GatewayRequest): Promise<Response> => {
    const tree = await read(c, parseDependencyTree);
    return jsonResponse(auditReport(tree, await find(c, context, tree.audited)));
  };
  app.post('/-/npm/v1/security/audits/quick', report);
  app.post('/-/npm/v1/security/audits', report);
}

/** This registry's advisories, of packages that the caller may know of, and the upstream's for all others. */
async function find(
  c: GatewayRequest,
  { registry, askUpstream }: GatewayContext,
  audited: AuditedVersions,
): Promise<FoundAdvisories> {
  const view = await registry.view();
  const advisories = await view.advisories();
  const isReadable = await createIsReadable(c, registry);
  const own = findAdvisories(audited, (name) =>
    isReadable(name) ? (advisories.get(name) ?? []) : [],
  );
  return joinAnswers(own, await askUpstream(audited));
}
