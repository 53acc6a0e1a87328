// Every route that changes something, and every kind of caller who may not: refused, and nothing is committed.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { password, type Sent, startGateway, type TestGateway } from '../support/gateway.ts';
import { publishBody } from '../support/publish-document.ts';
import { startTrustedWorkflow, type TrustedWorkflow } from '../support/trusted-workflow.ts';

let gateway: TestGateway;
let workflow: TrustedWorkflow;
/** Of mira: may only read. */
let readOnly: string;
/** Of a workflow: may only publish another package. */
let ofAnother: string;
beforeAll(async () => {
  workflow = await startTrustedWorkflow();
  const trusting = { maintainers: ['mira'], trustedPublishers: [workflow.publisher] };
  const acme = {
    members: { mira: 'owner' },
    teams: { platform: { members: ['mira'] } },
  };
  gateway = await startGateway({
    args: workflow.args,
    files: {
      'packages/another/meta.json': JSON.stringify(trusting),
      'orgs/acme.json': JSON.stringify(acme),
    },
  });
  await gateway.publish({ name: 'miras' });
  const body = { password, readonly: true };
  const made = await gateway.send('-/npm/v1/tokens', { method: 'POST', as: 'mira', body });
  readOnly = ((await made.json()) as { readonly token: string }).token;
  ofAnother = await workflow.tokenFor(gateway, 'another');
});
afterAll(async () => {
  await gateway.close();
  workflow.close();
});

interface Write {
  readonly what: string;
  readonly path: string;
  readonly sent: Sent;
}

function write(what: string, line: string, body?: unknown): Write {
  const [method = '', path = ''] = line.split(' ');
  return { what, path, sent: { method, ...(body !== undefined && { body }) } };
}

const grant = { package: 'miras', permissions: 'read-write' };

/** What takes a right on a package or an organisation. */
const ruled: readonly Write[] = [
  write('publish', 'PUT miras', publishBody({ name: 'miras', version: '2.0.0' })),
  write('begin in a scope', 'PUT @acme%2fnew', publishBody({ name: '@acme/new' })),
  write('begin in a scope of a user', 'PUT @mira%2fnew', publishBody({ name: '@mira/new' })),
  write('deprecate', 'PUT miras', { versions: { '1.0.0': { deprecated: 'x' } } }),
  write('owner', 'PUT miras', { maintainers: [{ name: 'jo' }] }),
  write('owner, with a revision', 'PUT miras/-rev/1-0', { maintainers: [{ name: 'jo' }] }),
  write('unpublish', 'DELETE miras/-rev/1-0'),
  write('unpublish a version', 'DELETE miras/-/miras-1.0.0.tgz/-rev/1-0'),
  write('tag', 'PUT -/package/miras/dist-tags/next', '"1.0.0"'),
  write('tag, with POST', 'POST -/package/miras/dist-tags/next', '"1.0.0"'),
  write('untag', 'DELETE -/package/miras/dist-tags/next'),
  write('access', 'POST -/package/miras/access', { access: 'restricted' }),
  write('owner, as pnpm adds', 'PUT -/package/miras/owners', { user: 'jo' }),
  write('owner, as pnpm removes', 'DELETE -/package/miras/owners/mira'),
  write('grant', 'PUT -/team/acme/platform/package', grant),
  write('revoke', 'DELETE -/team/acme/platform/package', grant),
  write('begin an organisation', 'PUT -/org/mira/user', { user: 'jo', role: 'owner' }),
  write('member', 'PUT -/org/acme/user', { user: 'jo', role: 'owner' }),
  write('member out', 'DELETE -/org/acme/user', { user: 'mira' }),
  write('team', 'PUT -/org/acme/team', { name: 'other' }),
  write('team out', 'DELETE -/team/acme/platform'),
  write('team member', 'PUT -/team/acme/platform/user', { user: 'jo' }),
  write('team member out', 'DELETE -/team/acme/platform/user', { user: 'mira' }),
];

/** What every user may do. */
const own: readonly Write[] = [
  write('star', 'PUT miras', { users: { mira: true } }),
  write('star, as pnpm does', 'PUT -/user/v1/star', { package: 'miras' }),
  write('unstar, as pnpm does', 'DELETE -/user/v1/star', { package: 'miras' }),
  write('begin without a scope', 'PUT fresh', publishBody({ name: 'fresh' })),
  write('profile', 'POST -/npm/v1/user', { fullname: 'Somebody' }),
  write('token', 'POST -/npm/v1/tokens', { password }),
  write('token out', 'DELETE -/npm/v1/tokens/token/0123'),
  write('logout of another', 'DELETE -/user/token/0123'),
];

async function refusalOf({ path, sent }: Write, more: Sent): Promise<readonly unknown[]> {
  const before = await gateway.remote.oid('main');
  const response = await gateway.send(path, { ...sent, ...more });
  const { code } = (await response.json()) as { readonly code?: unknown };
  expect(await gateway.remote.oid('main')).toBe(before);
  return [response.status, code];
}

/** Each of another login, so that none is refused for the number of attempts. */
function wrongBasic({ what }: Write): Sent {
  const login = what.replace(/\W/g, '');
  const pair = Buffer.from(`${login}:not the password`).toString('base64');
  return { headers: { authorization: `Basic ${pair}` } };
}

describe.each([...ruled, ...own])('$what', (each) => {
  it('takes a login', async () => {
    const refused = [401, 'UNAUTHENTICATED'];
    expect(await refusalOf(each, {})).toEqual(refused);
    expect(await refusalOf(each, wrongBasic(each))).toEqual(refused);
    expect(await refusalOf(each, { token: 'stp_unknown' })).toEqual(refused);
  });

  it('takes a token that may do it', async () => {
    const refused = [403, 'TOKEN_FORBIDDEN'];
    expect(await refusalOf(each, { token: readOnly })).toEqual(refused);
    expect(await refusalOf(each, { token: ofAnother })).toEqual(refused);
  });
});

it.each(ruled)('$what: takes a user who may do it', async (each) => {
  expect(await refusalOf(each, { as: 'jo' })).toEqual([403, 'FORBIDDEN']);
});
