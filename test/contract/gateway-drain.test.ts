// What ends a gateway besides its own will.
import { once } from 'node:events';
import { rm, utimes } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { Hono } from 'hono';
import { expect, it, onTestFinished } from 'vitest';
import { listenGateway } from '../../cli/gateway-server.ts';
import type { GatewayEnv } from '../../src/gateway/gateway-context.ts';
import { startGateway } from '../support/gateway.ts';

it('does not wait for ever for a client that reads nothing', async () => {
  const app = new Hono<GatewayEnv>();
  app.get('/', () => new Response(new Uint8Array(64 * 2 ** 20)));
  const server = await listenGateway({
    ...{ app: () => app, clientAddressOf: (peer) => peer },
    ...{ host: '127.0.0.1', port: 0, patience: 200 },
  });
  const socket = connect(server.port, '127.0.0.1');
  onTestFinished(() => void socket.destroy());
  socket.on('error', () => undefined);
  socket.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n');
  await once(socket, 'readable');
  await server.close();
});

it('ends when another gateway took its data folder', async () => {
  const gateway = await startGateway();
  onTestFinished(() => gateway.close());
  const lock = join(gateway.data, 'gateway.lock');
  await utimes(lock, 0, 0);
  // Ends nothing by itself.
  expect(await gateway.stop('SIGCONT')).toBe(1);
  expect(gateway.output()).toContain('another gateway took the data folder');
  await rm(lock, { recursive: true, force: true });
});
