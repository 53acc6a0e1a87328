// What every client must be able to write to a gateway, of the commands that it has.
import { beforeAll, describe, test } from 'vitest';
import { startGateway, type TestGateway } from './gateway.ts';
import { toolTitle } from './tools/tool.ts';
import { accountTests } from './write-accounts.ts';
import type { WriteClient } from './write-client.ts';
import { createWriteDesk, type WriteTests } from './write-desk.ts';
import { packageTests } from './write-packages.ts';
import { peopleTests } from './write-people.ts';

/** Mira owns acme, and jo is in it. */
const files = {
  'packages/@acme/vault/meta.json': JSON.stringify({ access: 'restricted', maintainers: ['mira'] }),
  'orgs/acme.json': JSON.stringify({ members: { mira: 'owner', jo: 'developer' } }),
  'advisories/ACME-1.json': JSON.stringify({
    id: 'ACME-1',
    modified: '2026-02-03T04:05:06Z',
    summary: 'Shouts at strangers',
    affected: [
      {
        package: { ecosystem: 'npm', name: '@acme/leaky' },
        ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed: '1.2.0' }] }],
      },
    ],
  }),
};

const families: readonly WriteTests[] = [packageTests, peopleTests, accountTests];

export function testWrites(writer: WriteClient): void {
  describe(toolTitle(writer.client.tool), () => {
    let gateway: TestGateway;
    beforeAll(async () => {
      gateway = await startGateway({ files });
      return () => gateway.close();
    });
    for (const [command, tests] of families.flatMap((family) => Object.entries(family))) {
      if (!writer.commands.some((each) => each === command)) continue;
      for (const [rule, run] of Object.entries(tests)) {
        test(`${command}: ${rule}`, () => run(createWriteDesk(gateway, writer)));
      }
    }
  });
}
