// Which tokens see and end which others.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { logIn, password, startGateway, type TestGateway } from '../support/gateway.ts';
import { startTrustedWorkflow, type TrustedWorkflow } from '../support/trusted-workflow.ts';

let gateway: TestGateway;
let workflow: TrustedWorkflow;
beforeAll(async () => {
  workflow = await startTrustedWorkflow();
  const trusting = JSON.stringify({
    maintainers: ['mira'],
    trustedPublishers: [workflow.publisher],
  });
  gateway = await startGateway({
    args: workflow.args,
    files: { 'packages/ui/meta.json': trusting, 'packages/kit/meta.json': trusting },
  });
});
afterAll(async () => {
  await gateway.close();
  workflow.close();
});

interface Made {
  readonly key: string;
  readonly token: string;
}

async function create(limits: object = {}): Promise<Made> {
  const body = { password, ...limits };
  const response = await gateway.send('-/npm/v1/tokens', { method: 'POST', as: 'mira', body });
  return (await response.json()) as Made;
}

async function isAlive(token: string): Promise<boolean> {
  return (await gateway.send('-/whoami', { token })).status === 200;
}

/** npm logout with a token, of itself or of another. */
async function logOut(token: string, other: string = token): Promise<number> {
  return (await gateway.send(`-/user/token/${other}`, { method: 'DELETE', token })).status;
}

async function end(token: string, key: string): Promise<number> {
  const path = `-/npm/v1/tokens/token/${key}`;
  return (await gateway.send(path, { method: 'DELETE', token })).status;
}

it('a token that may only read ends itself, and no other of its user', async () => {
  const [reading, other] = [await create({ readonly: true }), await create()];
  expect(await logOut(reading.token, other.token)).toBe(403);
  expect(await logOut(reading.token, other.key)).toBe(403);
  expect(await end(reading.token, other.key)).toBe(403);
  expect(await isAlive(other.token)).toBe(true);
  expect(await logOut(reading.token)).toBe(200);
  expect(await isAlive(reading.token)).toBe(false);
});

it('a workflow ends its own token, and neither sees nor ends those of others', async () => {
  const [own, other] = [
    await workflow.tokenFor(gateway, 'ui'),
    await workflow.tokenFor(gateway, 'kit'),
  ];
  expect((await gateway.send('-/npm/v1/tokens', { token: own })).status).toBe(403);
  expect(await logOut(own, other)).toBe(403);
  expect(await isAlive(other)).toBe(true);
  expect(await logOut(own)).toBe(200);
  expect(await isAlive(own)).toBe(false);
});

it('a user sees and ends the tokens of nobody else', async () => {
  const [mira, jo] = [await create(), await logIn(gateway.url, 'jo')];
  expect(await logOut(jo, mira.token)).toBe(404);
  expect(await end(jo, mira.key)).toBe(404);
  const { objects } = (await gateway.read('-/npm/v1/tokens', 'jo')) as {
    readonly objects: readonly { readonly key: string }[];
  };
  expect(objects.map(({ key }) => key)).not.toContain(mira.key);
  expect(await isAlive(mira.token)).toBe(true);
});

it('a token that may write ends others of its user', async () => {
  const [one, two] = [await create(), await create()];
  expect(await end(one.token, two.key)).toBe(204);
  expect(await isAlive(two.token)).toBe(false);
});
