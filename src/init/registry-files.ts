// The files of a new registry repository.
import { configFileName, parseConfig } from '../config.ts';
import { configSchema } from '../config-schema.ts';
import type { ChangedFile } from '../change/change.ts';
import { programVersion } from '../program.ts';
import { renderTemplate, type TemplateValues } from './render.ts';

export interface RegistryFacts {
  readonly url: URL;
  readonly host: string;
  /** With `@`; `undefined` when nobody named one. */
  readonly scope: string | undefined;
  /** The branch that is published. */
  readonly branch: string;
}

/** Beside the configuration, so that editors find it without a network and at the version that is pinned. */
const schemaPath = '.stillpack/stillpack.schema.json';

/** Sorted by path. */
export async function createRegistryFiles(facts: RegistryFacts): Promise<readonly ChangedFile[]> {
  const values: TemplateValues = {
    url: facts.url.href,
    hostname: facts.url.hostname,
    isPlainHttp: facts.url.protocol === 'http:',
    host: facts.host,
    scope: facts.scope ?? '@acme',
    isExampleScope: facts.scope === undefined,
    branch: facts.branch,
    version: programVersion,
  };
  const config = {
    $schema: `./${schemaPath}`,
    stillpack: programVersion,
    url: facts.url.href,
    host: facts.host,
  };
  // Never published itself; with the lock file that `npm install` writes, it pins the bytes of the program.
  const manifest = { private: true, devDependencies: { stillpack: programVersion } };
  // What `init` writes must pass what `build` reads.
  parseConfig(Buffer.from(renderJson(config)));
  const texts = {
    '.gitattributes': await renderTemplate('gitattributes', values),
    ...(facts.host === 'github-pages' && {
      '.github/workflows/publish.yml': await renderTemplate('publish.yml', values),
    }),
    '.gitignore': await renderTemplate('gitignore', values),
    [schemaPath]: renderJson(configSchema),
    'README.md': await renderTemplate('README.md', values),
    'package.json': renderJson(manifest),
    'packages/.gitkeep': '',
    [configFileName]: renderJson(config),
  };
  return Object.entries(texts).map(([path, text]) => ({
    path,
    bytes: new TextEncoder().encode(text),
  }));
}

function renderJson(value: object): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
