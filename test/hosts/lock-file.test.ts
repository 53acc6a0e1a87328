// A lock file made on one host installs from another, where both have conventional tarball URLs.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Client } from '../support/client.ts';
import { pnpm10, pnpm12 } from '../support/client-pnpm.ts';
import { createProject } from '../support/client-project.ts';
import { yarn4 } from '../support/client-yarn.ts';
import { startHost } from '../support/server-contract.ts';
import { nginx } from '../support/server-nginx.ts';
import { githubPages } from '../support/server-pages.ts';
import { toolTitle } from '../support/tools/tool.ts';

describe.each([
  { from: nginx, to: githubPages },
  { from: githubPages, to: nginx },
])('from $from.title to $to.title', ({ from, to }) => {
  let urls: readonly [string, string];
  beforeAll(async () => {
    const [first, second] = await Promise.all([startHost(from), startHost(to)]);
    urls = [first.url, second.url];
    return async () => {
      await Promise.all([first.close(), second.close()]);
    };
  });

  test.each(
    [pnpm10, pnpm12, yarn4].map((client): [string, Client] => [toolTitle(client.tool), client]),
  )("%s's frozen lock file moves", async (_title, client) => {
    const project = await createProject(client, { registry: urls[0] });
    await project.run(client.add('acme-plain', '@acme/ui'));
    const lockFile = await readFile(join(project.dir, client.lockFile), 'utf8');
    expect(lockFile).not.toContain('127.0.0.1');

    await project.moveToEmptyMachine({ registry: urls[1] });
    await project.run(client.frozenInstall);
    expect(await project.installed('@acme/ui')).toBe('1.2.0');
    expect(await readFile(join(project.dir, client.lockFile), 'utf8')).toBe(lockFile);
  });
});
