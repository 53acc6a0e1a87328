// Bodies that stop coming, over a plain socket.
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { type GatewayServer, listenGateway } from '../../cli/gateway-server.ts';
import { openAccounts } from '../../src/accounts/accounts.ts';
import { parseUserName } from '../../src/change/parse-names.ts';
import { type GatewayOptions, openGateway } from '../../src/gateway/gateway.ts';
import { createRepository, type GitRepository, isolatedGitEnv } from '../support/git-repository.ts';
import { sharedTemporaryDirectory } from '../support/temp-dir.ts';

const closing: (() => Promise<void>)[] = [];
let repository: GitRepository;
let users: string;
let dir: string;
let token: string;
const answered: string[] = [];
const failed: unknown[] = [];
const now = (): Date => new Date();
let patient: GatewayServer;
let hasty: GatewayServer;

beforeAll(async () => {
  const shared = await sharedTemporaryDirectory();
  dir = shared.dir;
  repository = await createRepository({ dir: join(dir, 'repository') });
  await repository.write('stillpack.json', '{}');
  await repository.commit('Begin');
  users = join(dir, 'users.json');
  const accounts = await openAccounts({ file: users, create: true, now });
  const login = parseUserName('mira');
  await accounts.addUser({ login, password: 'correct-horse-1' });
  ({ token } = await accounts.createToken({ login, kind: 'login' }));
  hasty = await serve('hasty', { idle: 100, total: 1000 });
  patient = await serve('patient', { maxBody: 32 * 2 ** 20 });
  return shared.remove;
});
afterAll(async () => {
  for (const close of closing) await close();
});

async function serve(
  name: string,
  limits: Pick<GatewayOptions, 'idle' | 'total' | 'maxBody'>,
): Promise<GatewayServer> {
  const gateway = await openGateway({
    ...{ remote: repository.dir, data: join(dir, name), users, url: 'http://127.0.0.1:1/' },
    ...{ env: { ...isolatedGitEnv, PATH: process.env['PATH'] }, program: 'test', now, ...limits },
    ...{ onRequest: ({ route }) => answered.push(route), onFailure: (error) => failed.push(error) },
    onNote: (note) => failed.push(note),
  });
  const server = await listenGateway({
    app: () => gateway.app,
    clientAddressOf: (peer) => peer,
    host: '127.0.0.1',
    port: 0,
  });
  closing.push(
    () => server.close(),
    () => gateway.close(),
  );
  return server;
}

interface Request {
  /** @default 'PUT' */
  readonly method?: string;
  readonly isAnonymous?: boolean;
}

function open(
  path: string,
  length: number,
  { port }: GatewayServer = hasty,
  { method = 'PUT', isAnonymous = false }: Request = {},
): Socket {
  const socket = connect(port, '127.0.0.1');
  const lines = [`${method} ${path} HTTP/1.1`, 'Host: localhost', 'Content-Type: application/json'];
  const credentials = isAnonymous ? [] : [`Authorization: Bearer ${token}`];
  socket.write([...lines, ...credentials, `Content-Length: ${length}`, '', ''].join('\r\n'));
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

it('408 for a body that never rests and never ends', async () => {
  const socket = open('/slow', 1000);
  const dripping = setInterval(() => socket.write(' '), 20);
  socket.on('close', () => clearInterval(dripping));
  expect(await text(socket)).toMatch(/^HTTP\/1\.1 408 .*more than 1000 ms/s);
});

it('takes a large document while strangers hold all the room that they have', async () => {
  const audits = Array.from({ length: 3 }, () =>
    open('/-/npm/v1/security/advisories/bulk', 32 * 2 ** 20, patient, {
      ...{ method: 'POST', isAnonymous: true },
    }),
  );
  await Promise.all(audits.map((socket) => new Promise((sent) => socket.write('{', sent))));
  // They came first: the server has them by the time that it answers this.
  await fetch(`http://127.0.0.1:${patient.port}/-/ping`);
  const large = `{"_id": "${'x'.repeat(2 ** 21)}"}`;
  const response = await fetch(`http://127.0.0.1:${patient.port}/ui`, {
    ...{ method: 'PUT', body: large, signal: AbortSignal.timeout(10_000) },
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
  });
  expect(await response.json()).toMatchObject({ code: 'PUBLISH_INVALID' });
  for (const socket of audits) socket.destroy();
});
