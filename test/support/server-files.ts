// Servers of plain files, without any configuration: the `static` preset has to work on all of them.
import { once } from 'node:events';
import { createServer } from 'node:http';
import serveHandler from 'serve-handler';
import { startServer } from './server-process.ts';
import type { Host } from './server.ts';
import { findProgram } from './tools/tool.ts';

export const python: Host = {
  title: "Python's http.server",
  preset: 'static',
  can: { plainFeeds: true },
  start: ({ dir, port }) =>
    startServer(findProgram('python3') ?? 'python3', {
      args: ['-m', 'http.server', String(port), '--bind', '127.0.0.1', '--directory', dir],
      ready: port,
    }),
};

export const plainServeHandler: Host = {
  title: 'serve-handler, files only',
  preset: 'static',
  can: { plainFeeds: true },
  async start({ dir, port }) {
    const server = createServer((request, response) => {
      void serveHandler(request, response, { public: dir });
    });
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    return {
      async close() {
        server.closeAllConnections();
        server.close();
        await once(server, 'close');
      },
    };
  },
};
