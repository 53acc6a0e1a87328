// The port that `stillpack serve` listens on.
import type { Server } from 'node:http';
import { StillpackError } from '../errors.ts';
import { hasCode } from '../system-error.ts';

const highest = 65_535;
const hint = 'Give another with --port, or --port 0 for a free one.';

/** Throws OPTION_INVALID for what is no TCP port. */
export function checkPort(port: number): void {
  if (Number.isInteger(port) && port >= 0 && port <= highest) return;
  throw new StillpackError(
    'OPTION_INVALID',
    `--port ${port} is not a whole number from 0 to ${highest}.`,
    { hint },
  );
}

/** Listens on 127.0.0.1 only and resolves with the URL. Rejects with PORT_IN_USE when it cannot. */
export function listen(server: Server, port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause) => reject(listenRefusal(port, cause)));
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      // A TCP server that listens has an address object.
      const bound = typeof address === 'object' && address !== null ? address.port : port;
      resolve(`http://127.0.0.1:${bound}/`);
    });
  });
}

/** PORT_IN_USE, whatever keeps the system from giving the port: a refusal, not a bug. */
export function listenRefusal(port: number, cause: Error): StillpackError {
  const message = hasCode(cause, 'EADDRINUSE')
    ? `Port ${port} is in use.`
    : hasCode(cause, 'EACCES')
      ? `The system does not let this user listen on port ${port}.`
      : `Listening on port ${port} failed: ${cause.message}.`;
  return new StillpackError('PORT_IN_USE', message, { hint, cause });
}
