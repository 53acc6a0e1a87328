// How each client installs the package, and what it has to be told once about the registry.
import { type PackageName, scopeOf } from '../../package-name.ts';

export interface ClientView {
  readonly id: string;
  /** The one that is chosen at first. */
  readonly checked: boolean;
  readonly command: string;
  readonly files: readonly ConfigFile[];
}

export interface ConfigFile {
  readonly fileName: string;
  readonly text: string;
}

export interface InstallTarget {
  readonly name: PackageName;
  /** `undefined` for whatever `latest` is. */
  readonly version: string | undefined;
  /** The registry's public URL. */
  readonly registry: URL;
}

export function clientViews({ name, version, registry }: InstallTarget): readonly ClientView[] {
  const spec = version === undefined ? name : `${name}@${version}`;
  const scope = scopeOf(name);
  const setup: Setup = {
    url: registry.href,
    isPlainHttp: registry.protocol === 'http:',
    hostname: registry.hostname,
    scope,
    pattern: scope === undefined ? name : `@${scope}/*`,
  };
  return [
    { id: 'npm', command: `npm install ${quoted(spec)}`, files: [npmrc(setup)] },
    {
      id: 'pnpm',
      command: `pnpm add ${quoted(spec)}`,
      files: [npmrc(setup), pnpmWorkspace(setup)],
    },
    { id: 'yarn', command: `yarn add ${quoted(spec)}`, files: [yarnrc(setup)] },
    { id: 'bun', command: `bun add ${quoted(spec)}`, files: [bunfig(setup)] },
    {
      id: 'deno',
      command: `deno add ${quoted(`npm:${spec}`)}`,
      files: [npmrc(setup), denoJson(setup)],
    },
  ].map((client, index) => ({ ...client, checked: index === 0 }));
}

/** For a shell: old names may hold `~'!()*`. In single quotes none of them means anything, but a single quote. */
function quoted(text: string): string {
  if (/^[\w@/.:][\w@/.:-]*$/.test(text)) return text;
  return text.includes("'") ? `"${text}"` : `'${text}'`;
}

interface Setup {
  readonly url: string;
  readonly isPlainHttp: boolean;
  readonly hostname: string;
  /** Without one, only the default registry can have the package. */
  readonly scope: string | undefined;
  /** The packages of the registry, for a list of those that may be younger than a day. */
  readonly pattern: string;
}

function npmrc({ scope, url }: Setup): ConfigFile {
  const key = scope === undefined ? 'registry' : `@${scope}:registry`;
  return { fileName: '.npmrc', text: `${key}=${url}` };
}

/** pnpm 11 and later pass over versions younger than a day. */
function pnpmWorkspace({ pattern }: Setup): ConfigFile {
  const text = `minimumReleaseAgeExclude:\n  - ${JSON.stringify(pattern)}`;
  return { fileName: 'pnpm-workspace.yaml', text };
}

/** So does yarn 4.18. */
function yarnrc({ scope, url, pattern, isPlainHttp, hostname }: Setup): ConfigFile {
  const server = `npmRegistryServer: ${JSON.stringify(url)}`;
  const lines = [
    ...(scope === undefined
      ? [server]
      : ['npmScopes:', `  ${JSON.stringify(scope)}:`, `    ${server}`]),
    'npmPreapprovedPackages:',
    `  - ${JSON.stringify(pattern)}`,
    ...(isPlainHttp ? ['unsafeHttpWhitelist:', `  - ${JSON.stringify(hostname)}`] : []),
  ];
  return { fileName: '.yarnrc.yml', text: lines.join('\n') };
}

function bunfig({ scope, url }: Setup): ConfigFile {
  const lines =
    scope === undefined
      ? ['[install]', `registry = ${JSON.stringify(url)}`]
      : ['[install.scopes]', `${JSON.stringify(`@${scope}`)} = ${JSON.stringify(url)}`];
  return { fileName: 'bunfig.toml', text: lines.join('\n') };
}

/** And deno 2.9. */
function denoJson({ pattern }: Setup): ConfigFile {
  const setting = { minimumDependencyAge: { age: 'P1D', exclude: [`npm:${pattern}`] } };
  return { fileName: 'deno.json', text: JSON.stringify(setting, undefined, 2) };
}
