import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startServer } from './server-process.ts';
import type { Host } from './server.ts';
import { findProgram } from './tools/tool.ts';

/** With the configuration that the preset wrote, imported in a site block as its first lines say. */
export const caddy: Host = {
  title: 'Caddy',
  preset: 'caddy',
  can: {
    conventionalTarballs: true,
    versionDocuments: true,
    jsonTypes: true,
    caching: true,
    negotiation: true,
    validators: true,
    refusesWrites: true,
    ownNotFoundPage: true,
  },
  async start({ dir, work, port, compresses = false }) {
    await mkdir(work, { recursive: true });
    const file = join(work, 'Caddyfile');
    await writeFile(
      file,
      `{
	admin off
	auto_https off
}
http://127.0.0.1:${port} {
	bind 127.0.0.1
	root * ${dir}
	${compresses ? 'encode {\n\t\tgzip\n\t\tminimum_length 1\n\t}' : ''}
	import ${dir}/-/host/Caddyfile
}
`,
    );
    return startServer(findProgram('caddy') ?? 'caddy', {
      args: ['run', '--adapter', 'caddyfile', '--config', file],
      env: { HOME: work, XDG_DATA_HOME: work, XDG_CONFIG_HOME: work },
      ready: port,
    });
  },
};
