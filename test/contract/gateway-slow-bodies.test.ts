// Bodies that stop coming, over a plain socket.
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { type GatewayServer, listenGateway } from '../../cli/gateway-server.ts';
import { openAccounts } from '../../src/accounts/accounts.ts';
import { parseUserName } from '../../src/change/parse-names.ts';
import { type Gateway, openGateway } from '../../src/gateway/gateway.ts';
import { createRepository, isolatedGitEnv } from '../support/git-repository.ts';
import { sharedTemporaryDirectory } from '../support/temp-dir.ts';

let gateway: Gateway;
let server: GatewayServer;
let token: string;
const answered: string[] = [];
const failed: unknown[] = [];
beforeAll(async () => {
  const { dir, remove } = await sharedTemporaryDirectory();
  const repository = await createRepository({ dir: join(dir, 'repository') });
  await repository.write('stillpack.json', '{}');
  await repository.commit('Begin');
  const users = join(dir, 'users.json');
  const now = (): Date => new Date();
  const accounts = await openAccounts({ file: users, create: true, now });
  const login = parseUserName('mira');
  await accounts.addUser({ login, password: 'correct-horse-1' });
  ({ token } = await accounts.createToken({ login, kind: 'login' }));
  gateway = await openGateway({
    ...{ remote: repository.dir, data: join(dir, 'data'), users, url: 'http://127.0.0.1:1/' },
    ...{ env: { ...isolatedGitEnv, PATH: process.env['PATH'] }, program: 'test', now, idle: 100 },
    ...{ onRequest: ({ route }) => answered.push(route), onFailure: (error) => failed.push(error) },
    onNote: (note) => failed.push(note),
  });
  server = await listenGateway({
    app: () => gateway.app,
    clientAddressOf: (peer) => peer,
    host: '127.0.0.1',
    port: 0,
  });
  return remove;
});
afterAll(async () => {
  await server.close();
  await gateway.close();
});

function open(path: string, length: number): Socket {
  const socket = connect(server.port, '127.0.0.1');
  const lines = [`PUT ${path} HTTP/1.1`, 'Host: localhost', 'Content-Type: application/json'];
  socket.write([...lines, `Authorization: Bearer ${token}`, ''].join('\r\n'));
  socket.write(`Content-Length: ${length}\r\n\r\n`);
  return socket;
}

const places = ['/slow', '/-/user/org.couchdb.user:mira', '/-/package/slow/dist-tags/next'];

it.each(places)('408 for half a body to %s, and the connection ends', async (path) => {
  const socket = open(path, 100);
  socket.write('{"_id": ');
  const said = await text(socket);
  expect(said).toMatch(/^HTTP\/1\.1 408 /);
  expect(said).toContain('BODY_TIMEOUT');
});

it('408 when not one byte of it comes', async () => {
  expect(await text(open('/slow', 100))).toMatch(/^HTTP\/1\.1 408 /);
});

it('takes a body that was cut off for no failure of its own', async () => {
  const before = answered.length;
  for (const path of places) {
    const socket = open(path, 100);
    socket.write('{"_id": ', () => socket.destroy());
  }
  await vi.waitFor(() => expect(answered.length - before).toBe(places.length));
  expect(failed).toEqual([]);
});
