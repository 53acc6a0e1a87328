// What every client must be able to write to a gateway, of the commands that it has.
import { beforeAll, describe, expect, test } from 'vitest';
import { startGateway } from './gateway.ts';
import { toolTitle } from './tools/tool.ts';
import { accountTests } from './write-accounts.ts';
import { allCommands, commandNames, type WriteClient } from './write-client.ts';
import { createWriteDesk, failureOf, type WriteDesk, type WriteTests } from './write-desk.ts';
import { packageTests } from './write-packages.ts';
import { peopleTests } from './write-people.ts';
import { restrictedTests } from './write-restricted.ts';

/** Mira owns acme, and jo is in it. */
const files = {
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

export function testWrites(writer: WriteClient): void {
  const title = toolTitle(writer.client.tool);
  describe(title, () => {
    const desk = startDesk(writer, {});
    testCommands(desk, writer, [packageTests, peopleTests, accountTests]);

    test.each(writer.lacks)('has no %s', async (command) => {
      const { gateway } = desk();
      await gateway.publish({ name: '@acme/present' }).catch(() => undefined);
      const before = await gateway.commits();
      const said = await failureOf(desk().run(command, ...allCommands[command]));
      expect(said).toMatch(writer.saysLacking);
      expect(await gateway.commits()).toEqual(before);
    });
  });

  describe(`${title}, where the host keeps strangers out`, () => {
    testCommands(startDesk(writer, { protected: true }), writer, [restrictedTests]);
  });
}

function startDesk(writer: WriteClient, config: object): () => WriteDesk {
  let desk: WriteDesk;
  beforeAll(async () => {
    const gateway = await startGateway({ files, config });
    desk = createWriteDesk(gateway, writer);
    return () => gateway.close();
  });
  return () => desk;
}

function testCommands(
  desk: () => WriteDesk,
  { lacks }: WriteClient,
  families: readonly WriteTests[],
): void {
  const has = commandNames.filter((command) => !lacks.includes(command));
  for (const family of families) {
    for (const command of has) {
      for (const [rule, run] of Object.entries(family[command] ?? {})) {
        test(`${command}: ${rule}`, () => run(desk()));
      }
    }
  }
}
