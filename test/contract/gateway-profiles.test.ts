// npm profile, by HTTP alone: what is committed of it, and what a client is told.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startGateway, type TestGateway, type TestUser } from '../support/gateway.ts';

function set(gateway: TestGateway, as: TestUser, profile: object): Promise<Response> {
  return gateway.send('-/npm/v1/user', { method: 'POST', as, body: profile });
}

describe('a profile', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startGateway();
  });
  afterAll(() => gateway.close());

  it('is shown as it was set', async () => {
    const response = await set(gateway, 'mira', { fullname: 'Mira M.' });
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ name: 'mira', fullname: 'Mira M.' });
    expect(await gateway.read('-/npm/v1/user', 'mira')).toMatchObject({ fullname: 'Mira M.' });
  });

  it('can do without an address', async () => {
    const response = await set(gateway, 'jo', { email: '' });
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ email: '' });
  });

  it('with what is no address is refused, and nothing is changed', async () => {
    const before = await gateway.remote.oid('main');
    expect((await set(gateway, 'mira', { email: 'nowhere' })).status).toBe(400);
    expect(await gateway.remote.oid('main')).toBe(before);
    expect(await gateway.read('-/npm/v1/user', 'mira')).toMatchObject({
      email: 'mira@acme.example',
    });
  });
});

it('two profiles never get one address, and what others broke keeps nobody from one', async () => {
  const twin = JSON.stringify({ email: 'twin@acme.example' });
  const gateway = await startGateway({
    files: { 'users/ann.json': twin, 'users/bob.json': twin, 'orgs/broken.json': '[]' },
  });
  try {
    const email = 'desk@acme.example';
    const [, ...answers] = await Promise.all([
      gateway.publish({ name: 'before' }),
      set(gateway, 'mira', { email }),
      set(gateway, 'jo', { email }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 400]);
    expect((await set(gateway, 'jo', { email: 'twin@acme.example' })).status).toBe(400);
    expect((await set(gateway, 'jo', { email: 'jo@other.example' })).status).toBe(200);
  } finally {
    await gateway.close();
  }
});

it('of a change that waits for review a client is told that it waits', async () => {
  const gateway = await startGateway({ args: ['--mode', 'pull-request'] });
  try {
    const response = await set(gateway, 'mira', { email: 'other@acme.example' });
    expect(response.status).toBe(202);
    expect(response.headers.get('npm-notice')).toContain('change/');
    expect(await gateway.read('-/npm/v1/user', 'mira')).toMatchObject({
      email: 'mira@acme.example',
    });
  } finally {
    await gateway.close();
  }
});
