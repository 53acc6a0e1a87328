import { describe, expect, it } from 'vitest';
import { clientViews } from '../../../../src/site/package/install-commands.ts';
import { packageName } from '../../../support/model.ts';

const registry = new URL('https://npm.acme.example/');

function commandsOf(name: string, version?: string): readonly string[] {
  return clientViews({ name: packageName(name), version, registry }).map(({ command }) => command);
}

/** `client file`: text. */
function filesOf(name: string, url: URL = registry): Readonly<Record<string, string>> {
  const views = clientViews({ name: packageName(name), version: undefined, registry: url });
  return Object.fromEntries(
    views.flatMap(({ id, files }) =>
      files.map(({ fileName, text }) => [`${id} ${fileName}`, text]),
    ),
  );
}

describe('clientViews', () => {
  it('installs whatever latest is', () => {
    expect(commandsOf('@acme/ui')).toEqual([
      'npm install @acme/ui',
      'pnpm add @acme/ui',
      'yarn add @acme/ui',
      'bun add @acme/ui',
      'deno add npm:@acme/ui',
    ]);
  });

  it('or one version', () => {
    expect(commandsOf('ui', '1.0.0-rc.1')).toContain('npm install ui@1.0.0-rc.1');
    expect(commandsOf('ui', '1.0.0-rc.1')).toContain('deno add npm:ui@1.0.0-rc.1');
  });

  it.each([
    ['~tilde', "npm install '~tilde'"],
    ['bang!', "npm install 'bang!'"],
    ["it's(*)", `npm install "it's(*)"`],
  ])('quotes %s for a shell', (name, command) => {
    expect(commandsOf(name)[0]).toBe(command);
  });

  it('binds a scope to the registry, in each client’s own file', () => {
    expect(filesOf('@acme/ui')).toEqual({
      'npm .npmrc': '@acme:registry=https://npm.acme.example/',
      'pnpm .npmrc': '@acme:registry=https://npm.acme.example/',
      'pnpm pnpm-workspace.yaml': 'minimumReleaseAgeExclude:\n  - "@acme/*"',
      'yarn .yarnrc.yml': [
        'npmScopes:',
        '  "acme":',
        '    npmRegistryServer: "https://npm.acme.example/"',
        'npmPreapprovedPackages:',
        '  - "@acme/*"',
      ].join('\n'),
      'bun bunfig.toml': '[install.scopes]\n"@acme" = "https://npm.acme.example/"',
      'deno .npmrc': '@acme:registry=https://npm.acme.example/',
      'deno deno.json': JSON.stringify(
        { minimumDependencyAge: { age: 'P1D', exclude: ['npm:@acme/*'] } },
        undefined,
        2,
      ),
    });
  });

  it('makes it the default for a package without a scope', () => {
    const files = filesOf('ui');
    expect(files['npm .npmrc']).toBe('registry=https://npm.acme.example/');
    expect(files['bun bunfig.toml']).toBe('[install]\nregistry = "https://npm.acme.example/"');
    expect(files['yarn .yarnrc.yml']).toMatch(/^npmRegistryServer: "https/);
    expect(files['pnpm pnpm-workspace.yaml']).toContain('"ui"');
  });

  it('tells yarn 4 that plain http is meant', () => {
    const files = filesOf('@acme/ui', new URL('http://registry.lan:8080/npm/'));
    expect(files['yarn .yarnrc.yml']).toContain('unsafeHttpWhitelist:\n  - "registry.lan"');
  });
});
