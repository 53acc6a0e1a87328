// npm owner, access, team, org, star
import { expect } from 'vitest';
import { expectCommit, failureOf, type WriteDesk, type WriteTests } from './write-desk.ts';

export const peopleTests: WriteTests = {
  owner: {
    'add, ls, rm': async (desk) => {
      const { gateway } = desk;
      await gateway.publish({ name: 'owned' });
      await desk.run('owner', 'add', 'jo', 'owned');
      await expectCommit(desk, 'npm owner add jo owned');
      expect(await desk.run('owner', 'ls', 'owned')).toMatch(/^jo <jo@acme\.example>/m);
      await gateway.publish({ name: 'owned', version: '1.1.0' }, 'jo');

      await desk.run('owner', 'rm', 'jo', 'owned');
      await expectCommit(desk, 'npm owner rm jo owned');
      expect(await desk.run('owner', 'ls', 'owned')).not.toContain('jo');
      const late = gateway.publish({ name: 'owned', version: '1.2.0' }, 'jo');
      await expect(late).rejects.toThrow('403');
    },
    'not of a package of another, and never the last': async (desk) => {
      await desk.gateway.publish({ name: 'kept' });
      await desk.refused('owner', 'add', 'jo', 'kept');
      await failureOf(desk.run('owner', 'rm', 'mira', 'kept'));
      expect(await desk.gateway.read('kept')).toMatchObject({ maintainers: [{ name: 'mira' }] });
    },
  },

  access: {
    'grant, list packages, revoke': async (desk) => {
      const { gateway } = desk;
      await gateway.publish({ name: '@acme/gate' });
      await put(desk, '-/org/acme/team', { name: 'guards' });
      await put(desk, '-/team/acme/guards/user', { user: 'jo' });

      await desk.run('access', 'grant', 'read-write', '@acme:guards', '@acme/gate');
      await expectCommit(desk, 'npm access grant read-write acme:guards @acme/gate');
      expect(await desk.run('access', 'list', 'packages', '@acme')).toContain('@acme/gate');
      await gateway.publish({ name: '@acme/gate', version: '1.1.0' }, 'jo');

      await desk.run('access', 'revoke', '@acme:guards', '@acme/gate');
      await expectCommit(desk, 'npm access revoke acme:guards @acme/gate');
      const late = gateway.publish({ name: '@acme/gate', version: '1.2.0' }, 'jo');
      await expect(late).rejects.toThrow('403');
    },
  },

  'access list collaborators': {
    'are who may write': async (desk) => {
      await desk.gateway.publish({ name: '@acme/bench' });
      expect(await desk.run('access list collaborators', '@acme/bench')).toMatch(/mira.*write/);
    },
  },

  team: {
    'create, add, ls, rm, destroy': async (desk) => {
      await desk.run('team', 'create', '@acme:choir');
      await expectCommit(desk, 'npm team create acme:choir');
      expect(await desk.run('team', 'ls', '@acme')).toContain('choir');
      await desk.run('team', 'add', '@acme:choir', 'jo');
      await expectCommit(desk, 'npm team add acme:choir jo');
      expect(await desk.run('team', 'ls', '@acme:choir')).toContain('jo');
      await desk.run('team', 'rm', '@acme:choir', 'jo');
      await expectCommit(desk, 'npm team rm acme:choir jo');
      expect(await desk.gateway.read('-/team/acme/choir/user?format=cli', 'mira')).toEqual([]);
      await desk.run('team', 'destroy', '@acme:choir');
      await expectCommit(desk, 'npm team destroy acme:choir');
      expect(await desk.gateway.read('-/org/acme/team?format=cli', 'mira')).not.toContain(
        'acme:choir',
      );
    },
    'not by a developer': async (desk) => {
      await desk.refused('team', 'create', '@acme:mine');
      expect(await desk.gateway.read('-/org/acme/team?format=cli', 'mira')).not.toContain(
        'acme:mine',
      );
    },
  },

  org: {
    'set, ls, rm': async (desk) => {
      await desk.run('org', 'set', 'guild', 'mira', 'owner');
      await expectCommit(desk, 'npm org set guild mira owner');
      await desk.run('org', 'set', 'guild', 'jo', 'admin');
      await expectCommit(desk, 'npm org set guild jo admin');
      expect(await desk.run('org', 'ls', 'guild')).toMatch(/jo.*admin/);
      await desk.run('org', 'rm', 'guild', 'jo');
      await expectCommit(desk, 'npm org rm guild jo');
      expect(await desk.gateway.read('-/org/guild/user', 'mira')).toEqual({ mira: 'owner' });
    },
    'not by a developer': async (desk) => {
      await desk.refused('org', 'set', 'acme', 'jo', 'owner');
      expect(await desk.gateway.read('-/org/acme/user', 'mira')).toMatchObject({ jo: 'developer' });
    },
  },

  star: {
    'star, stars, unstar': async (desk) => {
      await desk.gateway.publish({ name: 'shiny' });
      await desk.run('star', 'shiny');
      await expectCommit(desk, 'npm star shiny');
      expect(await desk.run('stars', 'mira')).toContain('shiny');
      await desk.run('unstar', 'shiny');
      await expectCommit(desk, 'npm unstar shiny');
      const { rows } = (await desk.gateway.read('-/_view/starredByUser?key="mira"')) as {
        readonly rows: readonly { readonly value: string }[];
      };
      expect(rows.map(({ value }) => value)).not.toContain('shiny');
    },
  },
};

async function put({ gateway }: WriteDesk, path: string, body: object): Promise<void> {
  const response = await gateway.send(path, { method: 'PUT', as: 'mira', body });
  expect([path, response.ok]).toEqual([path, true]);
}
