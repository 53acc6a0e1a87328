// Every workflow and action that this project writes or has, as text.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { hostPresets } from '../../src/host/host-preset-of.ts';
import { parseForge } from '../../src/init/forge.ts';
import { createRegistryFiles, type RegistryFacts } from '../../src/init/registry-files.ts';

const root = resolve(import.meta.dirname, '../..');

export interface SourceText {
  /** What a test is called after. */
  readonly title: string;
  readonly text: string;
}

/** The files of `init`, by path. */
export function initFiles(facts: Partial<RegistryFacts>): ReadonlyMap<string, string> {
  const files = createRegistryFiles({
    ...{ url: new URL('https://npm.acme.example/'), host: 'static', scope: '@acme' },
    ...{ branch: 'main', forge: 'github', automerge: false },
    ...facts,
  });
  return new Map(files.map(({ path, bytes }) => [path, new TextDecoder().decode(bytes)]));
}

export const githubHosts: readonly string[] = hostPresets
  .map(({ name }) => name)
  .filter((host) => parseForge(undefined, host) === 'github');

export const gitlabHosts: readonly string[] = hostPresets
  .map(({ name }) => name)
  .filter((host) => host !== 'github-pages');

/** Of every host, those that differ, and the project's own. */
export function workflows(): readonly SourceText[] {
  const found = new Map<string, string>();
  for (const host of githubHosts) {
    for (const [path, text] of initFiles({ host, automerge: true })) {
      const isWorkflow = path.startsWith('.github/workflows/') || path.startsWith('examples/');
      const title = path.endsWith('/publish.yml') ? `${path} for ${host}` : path;
      if (isWorkflow) found.set(title, text);
    }
  }
  for (const name of readdirSync(join(root, '.github/workflows'))) {
    found.set(`our own ${name}`, readFileSync(join(root, '.github/workflows', name), 'utf8'));
  }
  return [...found].map(([title, text]) => ({ title, text }));
}

/** `action.yml` of each of our actions, by name. */
export function actions(): ReadonlyMap<string, string> {
  const folder = join(root, '.github/actions');
  const names = existsSync(folder) ? readdirSync(folder) : [];
  const files = names.map((name) => [name, join(folder, name, 'action.yml')] as const);
  return new Map(
    files
      .filter(([, file]) => existsSync(file))
      .map(([name, file]) => [name, readFileSync(file, 'utf8')]),
  );
}
