// npm publish --access restricted, npm access set
import { expect } from 'vitest';
import { expectCommit, type WriteDesk, type WriteTests } from './write-desk.ts';

export const restrictedTests: WriteTests = {
  publish: {
    'with --access restricted, for those alone who may read it': async (desk) => {
      await desk.publish({ name: '@acme/vault', version: '1.0.0' }, ['--access', 'restricted']);
      await expectCommit(desk, 'npm publish @acme/vault@1.0.0');
      expect(await readers(desk, '@acme/vault')).toEqual({ nobody: 401, jo: 404, mira: 200 });
      const member = await desk.project('mira');
      await member.run(desk.writer.client.add('@acme/vault'));
      expect(await member.installed('@acme/vault')).toBe('1.0.0');
    },
  },

  access: {
    'set status, get status': async (desk) => {
      await desk.gateway.publish({ name: '@acme/door' });
      expect(await readers(desk, '@acme/door')).toEqual({ nobody: 401, jo: 200, mira: 200 });
      await desk.run('access', 'set', 'status=private', '@acme/door');
      await expectCommit(desk, 'npm access set status=private @acme/door');
      expect(await readers(desk, '@acme/door')).toEqual({ nobody: 401, jo: 404, mira: 200 });
      const status = await desk.run('access', 'get', 'status', '@acme/door');
      expect(status).toMatch(/private|restricted/);

      await desk.run('access', 'set', 'status=public', '@acme/door');
      await expectCommit(desk, 'npm access set status=public @acme/door');
      expect(await readers(desk, '@acme/door')).toEqual({ nobody: 401, jo: 200, mira: 200 });
    },
  },
};

/** What each of them is answered. */
async function readers({ gateway }: WriteDesk, name: string): Promise<Record<string, number>> {
  const path = name.replace('/', '%2f');
  const status = async (as?: 'jo' | 'mira'): Promise<number> =>
    (await gateway.send(path, { as })).status;
  return { nobody: await status(), jo: await status('jo'), mira: await status('mira') };
}
