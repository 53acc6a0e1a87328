// npm search, npm stars
import { parseUserName } from '../../change/parse-names.ts';
import { parseSearchQuery } from '../../search/search-query.ts';
import { jsonResponse } from '../error-response.ts';
import type { GatewayApp, GatewayContext } from '../gateway-context.ts';
import { readStarred } from '../read-starred.ts';
import { createIsReadable } from '../readable.ts';

/** GET /-/v1/search, /-/_view/starredByUser */
export function addSearchRoutes(app: GatewayApp, { registry, now }: GatewayContext): void {
  app.get('/-/v1/search', async (c) => {
    const query = parseSearchQuery(new URL(c.req.url).searchParams);
    const view = await registry.view();
    const index = await registry.index.search(view.commit);
    const isReadable = await createIsReadable(c, registry);
    return jsonResponse(index.search({ ...query, now: now() }, isReadable));
  });

  app.get('/-/_view/starredByUser', async (c) => {
    const key = new URL(c.req.url).searchParams.get('key') ?? '';
    const user = parseUserName(key.replace(/^"|"$/g, ''));
    const shown = await readStarred(c, registry, user);
    return jsonResponse({ rows: shown.map((name) => ({ key: user, value: name })) });
  });
}
