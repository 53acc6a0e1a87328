// npm's login in a browser, by HTTP alone.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { password, startGateway, type TestGateway } from '../support/gateway.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.close());

it('gives the client a token once its user has filled in the page, and once only', async () => {
  const begun = await gateway.send('-/v1/login', { method: 'POST', body: {} });
  const urls = (await begun.json()) as { readonly loginUrl: string; readonly doneUrl: string };
  const fill = (secret: string): Promise<Response> =>
    fetch(urls.loginUrl, {
      method: 'POST',
      body: new URLSearchParams({ login: 'mira', password: secret }),
    });
  expect((await fetch(urls.loginUrl)).status).toBe(200);
  expect((await fill('wrong-horse-1')).status).toBe(401);
  expect((await fetch(urls.doneUrl)).status).toBe(202);

  expect((await fill(password)).status).toBe(200);
  const done = await fetch(urls.doneUrl);
  expect(done.status).toBe(200);
  const { token } = (await done.json()) as { readonly token: string };
  const whoami = await gateway.send('-/whoami', { token });
  expect(await whoami.json()).toEqual({ username: 'mira' });
  expect((await fetch(urls.doneUrl)).status).toBe(404);
});
