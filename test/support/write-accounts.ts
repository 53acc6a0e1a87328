// npm whoami, ping, login, logout, token, profile, search, audit
import { expect } from 'vitest';
import type { Args } from './client.ts';
import { password } from './gateway.ts';
import { publishBody } from './publish-document.ts';
import { expectCommit, failureOf, type WriteDesk, type WriteTests } from './write-desk.ts';

export const accountTests: WriteTests = {
  whoami: {
    'is who is logged in, and nobody else': async (desk) => {
      expect(await desk.run('whoami')).toContain('mira');
      const stranger = await desk.project();
      await failureOf(stranger.run(desk.writer.words('whoami')));
    },
  },

  ping: {
    'is answered': async (desk) => {
      expect(await desk.run('ping')).toMatch(/PONG/i);
    },
  },

  login: {
    'in every way that it has': async (desk) => {
      const { writer } = desk;
      for (const { flags, conversation } of Object.values(writer.logins)) {
        const project = await desk.project();
        await project.run(writer.words('login', ...flags), conversation);
        expect(await project.run(writer.words('whoami'))).toContain('jo');
      }
    },
  },

  logout: {
    'ends the login': async (desk) => {
      const { gateway, writer } = desk;
      const token = await anotherLogin(desk);
      const project = await desk.project(undefined, token);
      expect(await project.run(writer.words('whoami'))).toContain('jo');
      await project.run(writer.words('logout'));
      await failureOf(project.run(writer.words('whoami')));
      // yarn 4.18 forgets its token without a word to the registry.
      const status = writer.client.program === 'yarn' ? 200 : 401;
      expect((await gateway.send('-/whoami', { token })).status).toBe(status);
    },
  },

  token: {
    'create, list, revoke: one that may only read cannot publish': async (desk) => {
      const { gateway } = desk;
      const token = await createdToken(desk, ...(desk.writer.tokens?.readOnly ?? []));
      expect((await gateway.send('-/whoami', { token })).status).toBe(200);
      const body = publishBody({ name: 'by-token' });
      const refused = await gateway.send('by-token', { method: 'PUT', token, body });
      expect(refused.status).toBe(403);

      const { objects } = (await gateway.read('-/npm/v1/tokens', 'mira')) as {
        readonly objects: readonly { readonly key: string; readonly readonly: boolean }[];
      };
      const key = objects.find(({ readonly }) => readonly)?.key ?? '';
      expect(await desk.run('token', 'list')).toContain(key.slice(0, 6));
      await desk.run('token', 'revoke', key);
      expect((await gateway.send('-/whoami', { token })).status).toBe(401);
    },
    'create for a network: it does nothing elsewhere': async (desk) => {
      const token = await createdToken(desk, '--cidr=10.0.0.0/8');
      expect((await desk.gateway.send('-/whoami', { token })).status).toBe(403);
    },
  },

  profile: {
    'get, set': async (desk) => {
      expect(await desk.run('profile', 'get', 'email')).toContain('mira@acme.example');
      const name = `Mira of ${desk.writer.client.tool}`;
      await desk.run('profile', 'set', 'fullname', name);
      await expectCommit(desk, `npm profile set fullname "${name}"`);
      expect(await desk.run('profile', 'get', 'fullname')).toContain(name);
    },
  },

  search: {
    'finds by words and qualifiers': async (desk) => {
      const manifest = { description: 'Counts otters', keywords: ['river'] };
      await desk.gateway.publish({ name: 'otters', manifest });
      expect(await desk.run('search', 'counts')).toContain('otters');
      expect(await desk.run('search', 'keywords:river')).toContain('otters');
      expect(await desk.run('search', 'keywords:sea')).not.toContain('otters');
    },
  },

  audit: {
    "tells of the registry's own advisories": async (desk) => {
      const { gateway, writer } = desk;
      await gateway.publish({ name: '@acme/leaky', version: '1.1.0' }).catch(() => undefined);
      await gateway.publish({ name: '@acme/leaky', version: '1.2.0' }).catch(() => undefined);
      const project = await desk.project();
      await project.run(writer.client.add('@acme/leaky@1.1.0'));
      const found = await failureOf(project.run(writer.words('audit')));
      expect(found).toContain('Shouts at strangers');
      await project.run(writer.client.add('@acme/leaky@1.2.0'));
      expect(await project.run(writer.words('audit'))).not.toContain('Shouts at strangers');
    },
  },
};

/** A new token of mira's, as the client printed it. */
async function createdToken(desk: WriteDesk, ...flags: Args): Promise<string> {
  const { writer } = desk;
  const project = await desk.project('mira');
  const said = await project.run(writer.words('token', 'create', ...flags), writer.tokens?.typing);
  return /stp_\w+/.exec(said)?.[0] ?? '';
}

async function anotherLogin({ gateway }: WriteDesk): Promise<string> {
  const body = { name: 'jo', password };
  const path = '-/user/org.couchdb.user:jo';
  const response = await gateway.send(path, { method: 'PUT', body });
  const { token } = (await response.json()) as { readonly token: string };
  return token;
}
