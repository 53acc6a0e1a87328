// The files of a new registry repository.
import { configFileName, parseConfig } from '../config.ts';
import { compareText } from '../compare.ts';
import { configSchema } from '../config-schema.ts';
import type { ChangedFile } from '../change/change.ts';
import { programVersion } from '../program.ts';
import { deployOf } from './deploy.ts';
import { deployViewOf } from './deploy-view.ts';
import type { ForgeName } from './forge.ts';
import { createForgeFiles } from './forge-files.ts';
import { renderTemplate, type TemplateValues } from './render.ts';

export interface RegistryFacts {
  readonly url: URL;
  readonly host: string;
  /** With `@`; `undefined` when nobody named one. */
  readonly scope: string | undefined;
  /** The branch that is published. */
  readonly branch: string;
  readonly forge: ForgeName;
  /** Pull requests that pass their review are merged. */
  readonly automerge: boolean;
}

/** Beside the configuration, so that editors find it without a network and at the version that is pinned. */
const schemaPath = '.stillpack/stillpack.schema.json';

/** Sorted by path. */
export function createRegistryFiles(facts: RegistryFacts): readonly ChangedFile[] {
  const deploy = deployOf(facts.host);
  const values: TemplateValues = {
    url: facts.url.href,
    hostname: facts.url.hostname,
    isPlainHttp: facts.url.protocol === 'http:',
    host: facts.host,
    scope: facts.scope ?? '@acme',
    isExampleScope: facts.scope === undefined,
    branch: facts.branch,
    version: programVersion,
    forge: facts.forge,
    isAutomerge: facts.automerge,
    deploy: deployViewOf({ host: facts.host, deploy }, facts.branch),
  };
  const config = {
    $schema: `./${schemaPath}`,
    stillpack: programVersion,
    url: facts.url.href,
    host: facts.host,
    ...(facts.automerge && { review: { automerge: { enabled: true } } }),
  };
  // Never published itself; with the lock file that `npm install` writes, it pins the bytes of the program.
  // What deploys is a devDependency, so that only the job which deploys installs it.
  const hasTools = facts.forge !== 'none' && Object.keys(deploy.tools).length > 0;
  const manifest = {
    private: true,
    dependencies: { stillpack: programVersion },
    ...(hasTools && { devDependencies: deploy.tools }),
  };
  const render = (name: string): string => renderTemplate(name, { ...values });
  // What `init` writes must pass what `build` reads.
  parseConfig(Buffer.from(renderJson(config)));
  const texts = {
    ...createForgeFiles(values),
    '.gitattributes': render('gitattributes'),
    '.gitignore': render('gitignore'),
    [schemaPath]: renderJson(configSchema),
    'README.md': render('README.md'),
    'package.json': renderJson(manifest),
    'packages/.gitkeep': '',
    [configFileName]: renderJson(config),
  };
  const sorted = Object.entries(texts).toSorted(([a], [b]) => compareText(a, b));
  return sorted.map(([path, text]) => ({
    path,
    bytes: new TextEncoder().encode(text),
  }));
}

function renderJson(value: object): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
