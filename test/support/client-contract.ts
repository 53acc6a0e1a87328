// What every client must be able to do with a registry that stillpack built.
import { beforeAll, describe, expect, test } from 'vitest';
import type { Client, Source } from './client.ts';
import { type ClientProject, createProject } from './client-project.ts';
import { startClientRegistry } from './client-registry.ts';
import { toolTitle } from './tools/tool.ts';

export function testClient(client: Client): void {
  describe(toolTitle(client.tool), () => {
    let source: Source;
    beforeAll(async () => {
      const server = await startClientRegistry();
      source = { registry: server.url };
      return () => server.close();
    });

    const projectWith = async (...specs: readonly string[]): Promise<ClientProject> => {
      const project = await createProject(client, source);
      await project.run(client.add(...specs));
      return project;
    };

    test('adds a plain, a scoped, a dotted and a capital-letter package, and again from the lock file', async () => {
      const project = await projectWith('acme-plain', '@acme/ui', 'acme.merge', 'AcmeStream');
      const versions = {
        'acme-plain': '1.1.0',
        '@acme/ui': '1.2.0',
        'acme.merge': '4.6.2',
        AcmeStream: '1.3.5',
      };
      const installed = async (): Promise<Record<string, string | undefined>> => {
        const found: Record<string, string | undefined> = {};
        for (const name of Object.keys(versions)) found[name] = await project.installed(name);
        return found;
      };
      expect(await installed()).toEqual(versions);
      expect(await project.has(client.lockFile)).toBe(true);

      await project.moveToEmptyMachine(source);
      expect(await project.installed('acme-plain')).toBeUndefined();
      await project.run(client.frozenInstall);
      expect(await installed()).toEqual(versions);
    });

    test('installs a version that was published today, with the settings of the README', async () => {
      const project = await projectWith('@acme/fresh');
      expect(await project.installed('@acme/fresh')).toBe('2.0.0');
    });

    test('takes only a scope from the registry, with the settings of the README', async () => {
      const project = await createProject(client, { ...source, scope: '@acme' });
      await project.run(client.add('@acme/fresh'));
      expect(await project.installed('@acme/fresh')).toBe('2.0.0');
    });

    test('installs by dist-tag', async () => {
      const project = await projectWith('acme-plain@next');
      expect(await project.installed('acme-plain')).toBe('2.0.0-rc.1');
    });

    test('views a package', async () => {
      const project = await createProject(client, source);
      expect(await project.run(client.view('@acme/ui'))).toContain('1.2.0');
    });

    const { distTags } = client;
    if (distTags !== undefined) {
      test('lists dist-tags', async () => {
        const project = await createProject(client, source);
        const output = await project.run(distTags('acme-plain'));
        expect(output).toMatch(/next\W.*2\.0\.0-rc\.1/);
        expect(output).toMatch(/latest\W.*1\.1\.0/);
      });
    }

    test('says that a version is deprecated', async () => {
      const project = await createProject(client, source);
      const { args, says } = client.deprecation;
      expect(await project.run(args)).toContain(says);
    });

    test('runs the bin of a package', async () => {
      const project = await createProject(client, source);
      const outputs: string[] = [];
      for (const args of client.exec('acme-say', 'hello')) outputs.push(await project.run(args));
      expect(outputs.at(-1)).toContain('said hello');
    });

    test('leaves out an optional dependency for another platform', async () => {
      const project = await projectWith('acme-picky');
      expect(await findPackage(project, 'acme-here')).toBe(true);
      expect(await findPackage(project, 'acme-elsewhere')).toBe(false);
    });

    test('leaves out a peer dependency that is marked optional', async () => {
      const project = await projectWith('acme-guest');
      expect(await findPackage(project, 'acme-guest')).toBe(true);
      expect(await findPackage(project, 'acme-absent')).toBe(false);
    });

    test('runs an install script that the user allows', async () => {
      const project = await projectWith('acme-script');
      expect(await project.has('node_modules/acme-script/installed.txt')).toBe(true);
    });
  });
}

/** Whether a package lies in `node_modules`, or in the store that pnpm and deno keep in it. */
async function findPackage(project: ClientProject, name: string): Promise<boolean> {
  const places = ['', '.pnpm/node_modules/', `.deno/${name}@1.0.0/node_modules/`];
  const found = await Promise.all(
    places.map((place) => project.has(`node_modules/${place}${name}/package.json`)),
  );
  return found.includes(true);
}
