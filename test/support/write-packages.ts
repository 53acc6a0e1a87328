// npm publish, dist-tag, deprecate, unpublish
import { expect } from 'vitest';
import { publishBody } from './publish-document.ts';
import { failureOf, mira, type WriteDesk, type WriteTests } from './write-desk.ts';

const commitsOf = async ({ gateway }: WriteDesk, ...subjects: readonly string[]): Promise<void> => {
  const commits = await gateway.commits(subjects.length);
  expect(commits).toEqual(subjects.map((subject) => `${mira}: ${subject}`));
};

async function deprecations({ gateway }: WriteDesk, name: string): Promise<readonly unknown[]> {
  const { versions } = (await gateway.read(name)) as {
    readonly versions: Readonly<Record<string, { readonly deprecated?: string }>>;
  };
  return Object.values(versions).map(({ deprecated }) => deprecated);
}

export const packageTests: WriteTests = {
  publish: {
    'the first version, the next under a tag, a prerelease': async (desk) => {
      const { gateway, writer } = desk;
      await desk.publish({ name: 'ladder', version: '1.0.0' });
      await commitsOf(desk, 'Publish ladder 1.0.0 as latest');
      await desk.publish({ name: 'ladder', version: '2.0.0' }, ['--tag', 'next']);
      await commitsOf(desk, 'Publish ladder 2.0.0 as next');
      await desk.publish({ name: 'ladder', version: '3.0.0-rc.1' }, ['--tag', 'beta']);
      await commitsOf(desk, 'Publish ladder 3.0.0-rc.1 as beta');

      expect(await gateway.read('ladder')).toMatchObject({
        'dist-tags': { latest: '1.0.0', next: '2.0.0', beta: '3.0.0-rc.1' },
        maintainers: [{ name: 'mira', email: 'mira@acme.example' }],
      });
      const reader = await desk.project();
      expect(await reader.run(writer.client.view('ladder@beta'))).toContain('3.0.0-rc.1');
    },
    'a package in a scope, which installs at once': async (desk) => {
      const { gateway, writer } = desk;
      await desk.publish({ name: '@acme/rope', version: '1.0.0' }, ['--access', 'public']);
      await commitsOf(desk, 'Publish @acme/rope 1.0.0 as latest');
      expect(await gateway.read('@acme%2frope')).toMatchObject({
        versions: {
          '1.0.0': { dist: { tarball: `${gateway.url}@acme/rope/-/rope-1.0.0.tgz` } },
        },
      });
      const reader = await desk.project();
      await reader.run(writer.client.add('@acme/rope'));
      expect(await reader.installed('@acme/rope')).toBe('1.0.0');
    },
    'with --access restricted what is restricted already, for members alone': async (desk) => {
      const { gateway, writer } = desk;
      await desk.publish({ name: '@acme/vault', version: '1.0.0' }, ['--access', 'restricted']);
      await commitsOf(desk, 'Publish @acme/vault 1.0.0 as latest');
      expect((await gateway.send('@acme%2fvault')).status).toBe(401);
      const member = await desk.project('mira');
      await member.run(writer.client.add('@acme/vault'));
      expect(await member.installed('@acme/vault')).toBe('1.0.0');
    },
    'not what is there, nor what belongs to another': async (desk) => {
      await desk.gateway.publish({ name: 'settled' });
      const before = await desk.gateway.commits();
      await failureOf(desk.publish({ name: 'settled', version: '1.0.0' }));
      const foreign = { name: 'settled', version: '2.0.0' };
      expect(await failureOf(desk.publish(foreign, [], 'jo'))).toMatch(/403|may not change/);
      expect(await desk.gateway.commits()).toEqual(before);
    },
  },

  'dist-tag': {
    'add, ls, rm': async (desk) => {
      const { gateway } = desk;
      for (const version of ['1.0.0', '1.1.0']) await gateway.publish({ name: 'tagged', version });
      await desk.run('dist-tag', 'add', 'tagged@1.0.0', 'stable');
      await commitsOf(desk, 'npm dist-tag add tagged@1.0.0 stable');
      expect(await desk.run('dist-tag', 'ls', 'tagged')).toMatch(/stable: 1\.0\.0/);
      expect(await gateway.read('tagged')).toMatchObject({ 'dist-tags': { stable: '1.0.0' } });

      await desk.run('dist-tag', 'rm', 'tagged', 'stable');
      await commitsOf(desk, 'npm dist-tag rm tagged stable');
      expect(await gateway.read('-/package/tagged/dist-tags')).toEqual({ latest: '1.1.0' });
    },
    'not of another': async (desk) => {
      await desk.gateway.publish({ name: 'untagged' });
      await desk.refused('dist-tag', 'add', 'untagged@1.0.0', 'mine');
      expect(await desk.gateway.read('-/package/untagged/dist-tags')).toEqual({ latest: '1.0.0' });
    },
  },

  deprecate: {
    'a range, and lifts it again': async (desk) => {
      for (const version of ['1.0.0', '1.1.0', '2.0.0']) {
        await desk.gateway.publish({ name: 'aged', version });
      }
      await desk.run('deprecate', 'aged@<2', 'use 2');
      await commitsOf(desk, 'npm deprecate "aged@1.0.0 || 1.1.0" "use 2"');
      expect(await deprecations(desk, 'aged')).toEqual(['use 2', 'use 2', undefined]);

      await desk.run('deprecate', 'aged@1.0.0', '');
      await commitsOf(desk, 'npm undeprecate aged@1.0.0');
      expect(await deprecations(desk, 'aged')).toEqual([undefined, 'use 2', undefined]);
    },
    'not of another': async (desk) => {
      await desk.gateway.publish({ name: 'ageless' });
      expect(await desk.refused('deprecate', 'ageless', 'mine')).toMatch(/403|may not change/i);
      expect(await deprecations(desk, 'ageless')).toEqual([undefined]);
    },
  },

  undeprecate: {
    'a version': async (desk) => {
      await desk.gateway.publish({ name: 'revived' });
      await desk.run('deprecate', 'revived', 'old');
      expect(await deprecations(desk, 'revived')).toEqual(['old']);
      await desk.run('undeprecate', 'revived@1.0.0');
      expect((await desk.gateway.commits())[0]).toMatch(/^mira .*: npm undeprecate revived/);
      expect(await deprecations(desk, 'revived')).toEqual([undefined]);
    },
  },

  unpublish: {
    'a version, which never comes back': async (desk) => {
      const { gateway } = desk;
      for (const version of ['1.0.0', '1.1.0']) await gateway.publish({ name: 'partly', version });
      await desk.run('unpublish', 'partly@1.1.0');
      await commitsOf(desk, 'npm unpublish partly@1.1.0');
      expect(await gateway.read('partly')).toMatchObject({ 'dist-tags': { latest: '1.0.0' } });
      expect((await gateway.send('partly/-/partly-1.1.0.tgz')).status).toBe(404);
      await refusesToComeBack(desk, { name: 'partly', version: '1.1.0' });
    },
    'a package, none of whose versions comes back': async (desk) => {
      const { gateway } = desk;
      for (const version of ['1.0.0', '1.1.0']) await gateway.publish({ name: 'gone', version });
      await desk.run('unpublish', 'gone', '--force');
      await commitsOf(desk, 'npm unpublish gone --force');
      expect((await gateway.send('gone')).status).toBe(404);
      await refusesToComeBack(desk, { name: 'gone', version: '1.0.0' });
      await gateway.publish({ name: 'gone', version: '2.0.0' });
      expect(await gateway.read('gone')).toMatchObject({ 'dist-tags': { latest: '2.0.0' } });
    },
    'not of another': async (desk) => {
      await desk.gateway.publish({ name: 'staying' });
      await desk.refused('unpublish', 'staying', '--force');
      expect((await desk.gateway.send('staying')).status).toBe(200);
    },
  },
};

/** Neither with its own bytes nor with others. */
async function refusesToComeBack(
  { gateway }: WriteDesk,
  version: { readonly name: string; readonly version: string },
): Promise<void> {
  for (const files of [{}, { 'other.js': '1' }]) {
    const body = publishBody({ ...version, files });
    const response = await gateway.send(version.name, { method: 'PUT', as: 'mira', body });
    expect(response.status).toBe(409);
    expect(await response.json()).toMatchObject({ code: 'VERSION_UNPUBLISHED' });
  }
}
