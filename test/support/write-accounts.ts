// npm whoami, ping, login, logout, token, profile, search, audit
import { expect } from 'vitest';
import type { Conversation } from './client-project.ts';
import { password } from './gateway.ts';
import { publishBody } from './publish-document.ts';
import { failureOf, mira, type WriteDesk, type WriteTests } from './write-desk.ts';

const typePassword: Conversation = [{ asked: /password/i, answer: () => password }];

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
    'in a browser, or by what is typed where there is none': async (desk) => {
      const project = await desk.project();
      const { writer } = desk;
      await project.run(writer.words('login'), [
        ...(writer.client.program === 'yarn' ? typeName : openPage),
      ]);
      expect(await project.run(writer.words('whoami'))).toContain('jo');
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
      const { gateway, writer } = desk;
      const project = await desk.project('mira');
      const made = await project.run(writer.words('token', 'create', '--read-only'), typePassword);
      const token = /stp_\w+/.exec(made)?.[0] ?? '';
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
  },

  profile: {
    'get, set': async (desk) => {
      expect(await desk.run('profile', 'get', 'email')).toContain('mira@acme.example');
      const name = `Mira of ${desk.writer.client.tool}`;
      await desk.run('profile', 'set', 'fullname', name);
      const [commit] = await desk.gateway.commits();
      expect(commit).toBe(`${mira}: npm profile set fullname "${name}"`);
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

/** Jo logs in on the page whose address the client printed; the client notices by itself. */
const openPage: Conversation = [
  {
    asked: /http:\/\/\S+\/-\/v1\/login\/page\/[\w-]+/,
    async answer([page]) {
      expect(await (await fetch(page)).text()).toContain('<form');
      const form = new URLSearchParams({ login: 'jo', password });
      const response = await fetch(page, { method: 'POST', body: form });
      expect(await response.text()).toContain('Logged in');
      return undefined;
    },
  },
];

const typeName: Conversation = [
  { asked: /username/i, answer: () => 'jo' },
  { asked: /password/i, answer: () => password },
];

async function anotherLogin({ gateway }: WriteDesk): Promise<string> {
  const body = { name: 'jo', password };
  const path = '-/user/org.couchdb.user:jo';
  const response = await gateway.send(path, { method: 'PUT', body });
  const { token } = (await response.json()) as { readonly token: string };
  return token;
}
