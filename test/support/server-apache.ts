import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startServer } from './server-process.ts';
import type { Host } from './server.ts';
import { findProgram } from './tools/tool.ts';

/** Where Debian's package has them. */
const modules = '/usr/lib/apache2/modules';
const loaded = ['mpm_event', 'authz_core', 'mime', 'deflate', 'filter', 'setenvif', 'headers'];

/** With the configuration that the preset wrote, included in a virtual host as its first lines say. */
export const apache: Host = {
  title: 'Apache',
  preset: 'apache',
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
    const file = join(work, 'apache.conf');
    await writeFile(
      file,
      `${[...loaded, 'rewrite'].map((name) => `LoadModule ${name}_module ${modules}/mod_${name}.so`).join('\n')}
ServerRoot ${work}
ServerName 127.0.0.1
Listen 127.0.0.1:${port}
PidFile ${work}/apache.pid
ErrorLog ${work}/error.log
TypesConfig /etc/mime.types
${process.getuid?.() === 0 ? 'User www-data\nGroup www-data' : ''}
<VirtualHost 127.0.0.1:${port}>
    DocumentRoot ${dir}
    <Directory ${dir}>
        Require all granted
    </Directory>
    ${compresses ? 'AddOutputFilterByType DEFLATE application/json' : ''}
    Include ${dir}/-/host/apache.conf
</VirtualHost>
`,
    );
    const args = ['-d', work, '-f', file, '-DFOREGROUND'];
    return startServer(findProgram('apache2') ?? 'apache2', { args, ready: port });
  },
};
