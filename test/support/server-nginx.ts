import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startServer } from './server-process.ts';
import type { Host, RunningServer, Site } from './server.ts';
import { findProgram } from './tools/tool.ts';

const compression = 'gzip on; gzip_types application/json; gzip_min_length 1; gzip_proxied any;\n';

/** With the configuration that the preset wrote, included in a server block as its first lines say. */
export const nginx: Host = {
  title: 'nginx',
  preset: 'nginx',
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
  start: (site) =>
    startNginx(
      site,
      `${site.compresses === true ? compression : ''}include ${site.dir}/-/host/nginx.conf;`,
    ),
};

export const nginxWithoutConfiguration: Host = {
  title: 'nginx, files only',
  preset: 'static',
  can: { validators: true, plainFeeds: true },
  start: (site) => startNginx(site, ''),
};

async function startNginx({ dir, work, port }: Site, settings: string): Promise<RunningServer> {
  await mkdir(work, { recursive: true });
  const file = join(work, 'nginx.conf');
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  await writeFile(
    file,
    `daemon off;
pid ${work}/nginx.pid;
error_log stderr;
events {}
http {
    access_log off;
    include /etc/nginx/mime.types;
    ${temporary.map((name) => `${name}_temp_path ${work}/${name};`).join(' ')}
    server {
        listen 127.0.0.1:${port};
        root ${dir};
        ${settings}
    }
}
`,
  );
  const args = ['-c', file, '-p', work, '-e', 'stderr'];
  return startServer(findProgram('nginx') ?? 'nginx', { args, ready: port });
}
