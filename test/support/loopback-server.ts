import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

export interface LoopbackServer {
  readonly url: string;
  close(): void;
}

/** Listens on this machine until the test has finished. */
export async function listen(listener: RequestListener): Promise<string> {
  const server = await openLoopback(listener);
  onTestFinished(() => server.close());
  return server.url;
}

/** Listens on this machine until it is closed. */
export async function openLoopback(listener: RequestListener): Promise<LoopbackServer> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A server that listens on a port has an address.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
