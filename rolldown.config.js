// The program in few files: opening and linking a module costs more than most of them do. What `npm run build` compiles
// into dist/src is the library; this is the same source again, with the libraries that starting needs.
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { Ajv } from 'ajv';
import standaloneCode from 'ajv/dist/standalone/index.js';
import { accountsSchema } from './dist/src/accounts/accounts-schema.js';
import { advisorySchema } from './dist/src/advisories/advisory-schema.js';
import { configSchema } from './dist/src/config-schema.js';
import { metaSchema } from './dist/src/model/meta-schema.js';
import { orgSchema } from './dist/src/model/org-schema.js';
import { userSchema } from './dist/src/model/user-schema.js';
import { ajvOptions } from './dist/src/schema.js';

/** Loaded by few commands, or finding files of their own beside them: they stay in node_modules. */
const external = [
  '@secretlint/secretlint-rule-preset-recommend',
  'cli-progress',
  'eta',
  'fast-glob',
  'isomorphic-git',
  'libnpmpack',
  'pacote',
  'publint',
  'serve-handler',
  'tinypool',
];

const require = createRequire(import.meta.url);
const alias = {
  // What yargs asks for makes an Intl.Segmenter as soon as it is loaded: as long as a third of all that Node starts.
  'string-width': require.resolve('fast-string-width'),
  // What `main` names cannot be bundled (2.3 to 3.3): a UMD wrapper hides its imports.
  'jsonc-parser': path.resolve(require.resolve('jsonc-parser/package.json'), '../lib/esm/main.js'),
};

/** What the command line checks. */
const commandSchemas = [
  accountsSchema,
  advisorySchema,
  configSchema,
  metaSchema,
  orgSchema,
  userSchema,
];

/** Stands for ajv: our schemas are constants, and compiling one costs more than a small build. */
export const compiledSchemas = (schemas) => ({
  name: 'compiled-schemas',
  resolveId: (id) => (id === 'ajv' ? '\0compiled-schemas' : null),
  load(id) {
    if (id !== '\0compiled-schemas') return null;
    const ajv = new Ajv({ ...ajvOptions, code: { source: true, esm: true } });
    for (const [index, schema] of schemas.entries()) ajv.addSchema(schema, `check${index}`);
    const names = schemas.map((_, index) => `check${index}`);
    const pairs = schemas.map(({ title }, index) => `[${JSON.stringify(title)}, check${index}]`);
    return `${standaloneCode(ajv, Object.fromEntries(names.map((name) => [name, name])))}
      const checks = new Map([${pairs.join(', ')}]);
      export class Ajv {
        compile({ title }) {
          const check = checks.get(title);
          if (check === undefined) throw new TypeError('Not a schema of stillpack: ' + title);
          return check;
        }
      }`;
  },
});

/** A thread loads its module as a file of its own, which lies in `bundle/`. */
const readmeWorkerBeside = {
  name: 'readme-worker-beside',
  load: (id) =>
    id === path.resolve('src/readme/readme-worker-file.ts')
      ? `export const readmeWorkerFile = new URL('../bundle/readme-worker.js', import.meta.url).href;`
      : null,
};

const packageJson = readFileSync(path.resolve(import.meta.dirname, 'package.json'), 'utf8');

/** What the library finds out at its start, and what a library asks for that it hardly needs. */
export const constants = {
  name: 'constants',
  resolveId: (id, importer = '') =>
    id === 'assert' && /[\\/]yargs[\\/]/.test(importer) ? '\0assert' : null,
  load(id) {
    if (id === path.resolve('src/program.ts')) {
      return `export const programVersion = ${JSON.stringify(JSON.parse(packageJson).version)};`;
    }
    if (id !== '\0assert') return null;
    // All that yargs takes of node:assert, which opens the console as soon as it is loaded.
    return `
      export function strictEqual(actual, expected, message) {
        if (!Object.is(actual, expected)) throw new TypeError(message ?? \`\${actual} is not \${expected}\`);
      }
      export function notStrictEqual(actual, unexpected, message) {
        if (Object.is(actual, unexpected)) throw new TypeError(message ?? \`It is \${actual}\`);
      }`;
  },
};

/** Writes the licences of the libraries that a bundle holds into a file, as they ask for. */
export const licences = (file) => ({
  name: 'licences',
  generateBundle(_options, bundle) {
    const modules = Object.values(bundle).flatMap(({ modules = {} }) => Object.keys(modules));
    const folders = modules.flatMap((id) => /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(id) ?? []);
    const texts = [...new Set(folders)].sort().map((folder) => {
      const { name, version, license } = JSON.parse(
        readFileSync(path.join(folder, 'package.json'), 'utf8'),
      );
      const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
      const text = file === undefined ? '' : readFileSync(path.join(folder, file), 'utf8');
      return `${name} ${version} (${license})\n\n${text.trim()}\n`;
    });
    this.emitFile({ type: 'asset', ...file, source: texts.join('\n----\n\n') });
  },
});

/** What every command loads, and what a build loads after it, one after another. */
const [start, ...steps] = ['cli/main.ts', 'src/build.ts', 'src/build-commit.ts'].map((id) =>
  path.resolve(id),
);

/** The module, and all that is loaded only together with it. */
function loadersOf(id, modules, found = new Set()) {
  if (found.has(id)) return found;
  found.add(id);
  for (const importer of modules.getModuleInfo(id)?.importers ?? []) {
    loadersOf(importer, modules, found);
  }
  return found;
}

/** One file for all that a step of a build has in common with other commands; `null` leaves it to the bundler. */
function sharedChunk(id, modules) {
  const loaders = loadersOf(id, modules);
  const step = steps.find((entry) => loaders.has(entry));
  if (step === undefined || loaders.has(start)) return null;
  const isShared = [...loaders].some((loader) => {
    const { dynamicImporters = [] } = modules.getModuleInfo(loader) ?? {};
    return dynamicImporters.length > 0 && !steps.includes(loader);
  });
  return isShared ? `shared-${path.basename(step, '.ts')}` : null;
}

export const common = {
  platform: 'node',
  resolve: { alias },
  // Its paths lead to types.
  tsconfig: false,
  external: (id) => external.some((name) => id === name || id.startsWith(`${name}/`)),
  // yargs's `extends` in configuration files, which nothing here uses.
  checks: { emptyImportMeta: false },
};

/** V8 reads every letter at each start. The names of functions stay: they are what a stack trace says. */
const keepNames = { function: true, class: true };
export const minify = { compress: { keepNames }, mangle: { keepNames } };

/** The program is CommonJS, which Node starts sooner than the same as ES modules; a thread's module is loaded as one. */
export default [
  {
    ...common,
    input: { 'cli/main': 'cli/main.ts' },
    preserveEntrySignatures: 'allow-extension',
    plugins: [
      compiledSchemas(commandSchemas),
      constants,
      readmeWorkerBeside,
      licences({ fileName: 'bundle/LICENSES.txt' }),
    ],
    output: {
      dir: 'dist',
      format: 'cjs',
      codeSplitting: {
        // Else what `cli/main.ts` needs would be taken out of it.
        includeDependenciesRecursively: false,
        groups: [{ name: sharedChunk, debugName: 'shared' }],
      },
      comments: false,
      minify,
      entryFileNames: '[name].cjs',
      chunkFileNames: 'bundle/[name].cjs',
    },
  },
  {
    ...common,
    input: { 'bundle/worker': 'src/examine/worker.ts' },
    plugins: [constants],
    output: {
      dir: 'dist',
      comments: false,
      minify,
      entryFileNames: '[name].js',
      chunkFileNames: 'bundle/[name].js',
    },
  },
  {
    ...common,
    input: { 'bundle/readme-worker': 'src/readme/readme-worker.ts' },
    plugins: [licences({ fileName: 'bundle/readme-worker.LICENSES.txt' })],
    output: {
      dir: 'dist',
      comments: false,
      minify,
      codeSplitting: false,
      entryFileNames: '[name].js',
    },
  },
];
