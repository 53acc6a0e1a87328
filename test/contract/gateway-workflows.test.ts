// Trusted publishing by HTTP: an id token of CI becomes a token that publishes one package, and nothing else.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Sent, startGateway, type TestGateway } from '../support/gateway.ts';
import { publishBody } from '../support/publish-document.ts';
import { startTrustedWorkflow, type TrustedWorkflow } from '../support/trusted-workflow.ts';

let gateway: TestGateway;
let workflow: TrustedWorkflow;
beforeAll(async () => {
  workflow = await startTrustedWorkflow();
  const trustedPublishers = [workflow.publisher];
  const owned = JSON.stringify({ maintainers: ['mira'], trustedPublishers });
  gateway = await startGateway({
    args: workflow.args,
    config: { gateway: { newScopes: 'users', signUp: true } },
    files: {
      'packages/ui/meta.json': owned,
      'packages/unowned/meta.json': JSON.stringify({ trustedPublishers }),
    },
  });
});
afterAll(async () => {
  await gateway.close();
  workflow.close();
});

async function publish(name: string, token: string): Promise<number> {
  const sent: Sent = { method: 'PUT', token, body: publishBody({ name }) };
  return (await gateway.send(name, sent)).status;
}

it('a workflow publishes the package that trusts it, and no other', async () => {
  const token = await workflow.tokenFor(gateway, 'ui');
  expect(await publish('other', token)).toBe(403);
  expect(await publish('ui', token)).toBe(201);
  expect(await gateway.commits()).toEqual([
    'acme/ui <trusted-publisher@users.invalid>: npm publish ui@1.0.0',
  ]);
  expect((await workflow.exchange(gateway, 'other')).status).toBe(403);
});

it('a workflow becomes no maintainer of what nobody maintains', async () => {
  expect(await publish('unowned', await workflow.tokenFor(gateway, 'unowned'))).toBe(201);
  const meta = await gateway.remote.git('show', 'main:packages/unowned/meta.json');
  expect(JSON.parse(meta)).toEqual({ trustedPublishers: [workflow.publisher] });
});

it('nobody signs up under the name that workflows have', async () => {
  const name = 'trusted-publisher';
  const response = await gateway.send(`-/user/org.couchdb.user:${name}`, {
    ...{ method: 'PUT', body: { name, password: 'correct-horse-1' } },
  });
  expect(response.status).toBe(409);
});

it('an id token is exchanged once', async () => {
  const idToken = await workflow.sign();
  expect((await workflow.exchange(gateway, 'ui', idToken)).status).toBe(201);
  expect((await workflow.exchange(gateway, 'ui', idToken)).status).toBe(401);
});

it('a token ends with the trust that it was given by', async () => {
  const token = await workflow.tokenFor(gateway, 'ui');
  const meta = JSON.stringify({ maintainers: ['mira'] });
  await gateway.push({ 'packages/ui/meta.json': meta });
  const body = publishBody({ name: 'ui', version: '2.0.0' });
  const response = await gateway.send('ui', { method: 'PUT', token, body });
  expect(response.status).toBe(403);
  expect(await response.json()).toMatchObject({ code: 'PUBLISHER_UNTRUSTED' });
});
