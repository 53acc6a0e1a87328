// The gateway's app on node:http.
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { type GatewayApp, type ListenAddress, listenRefusal } from '../src/gateway/gateway.ts';

export interface GatewayServer {
  readonly port: number;
  /** Takes no more requests, and resolves when those under way are answered. */
  close(): Promise<void>;
}

/** Throws PORT_IN_USE. */
export async function listenGateway(
  app: () => GatewayApp,
  { host, port }: ListenAddress,
): Promise<GatewayServer> {
  const server = createAdaptorServer({
    fetch: (request, { incoming }) =>
      app().fetch(request, { address: incoming.socket.remoteAddress ?? '' }),
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause: Error) => reject(listenRefusal(port, cause)));
    server.listen(port, host, resolve);
  });
  // A TCP server that listens has an address object.
  const { port: bound } = server.address() as AddressInfo;
  return {
    port: bound,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        if ('closeIdleConnections' in server) server.closeIdleConnections();
      }),
  };
}
