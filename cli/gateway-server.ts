// The gateway's app on node:http.
import type { AddressInfo } from 'node:net';
import { createAdaptorServer, type ServerType } from '@hono/node-server';
import {
  type ClientAddressOf,
  type GatewayApp,
  type ListenAddress,
  listenRefusal,
  startingResponse,
} from '../src/gateway/gateway.ts';

export interface GatewayServer {
  readonly port: number;
  /** Takes no more requests, and resolves when those under way are answered, or took too long. */
  close(): Promise<void>;
}

export interface GatewayServerOptions extends ListenAddress {
  /** `undefined` until it is there. */
  readonly app: () => GatewayApp | undefined;
  readonly clientAddressOf: ClientAddressOf;
  /** Milliseconds that `close` waits for clients that read slowly. @default 20000 */
  readonly patience?: number;
}

/** Throws PORT_IN_USE. */
export async function listenGateway({
  app,
  clientAddressOf,
  host,
  port,
  patience = 20_000,
}: GatewayServerOptions): Promise<GatewayServer> {
  const server = createAdaptorServer({
    fetch: (request, { incoming }) => {
      const peer = incoming.socket.remoteAddress ?? '';
      const address = clientAddressOf(peer, request.headers.get('x-forwarded-for'));
      return app()?.fetch(request, { address }) ?? startingResponse();
    },
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
        const late = setTimeout(() => hangUp(server), patience);
        server.close(() => {
          clearTimeout(late);
          resolve();
        });
        if ('closeIdleConnections' in server) server.closeIdleConnections();
      }),
  };
}

function hangUp(server: ServerType): void {
  if ('closeAllConnections' in server) server.closeAllConnections();
}
