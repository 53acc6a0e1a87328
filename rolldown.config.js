// The program in few files: opening and linking a module costs more than most of them do. What `npm run build` compiles
// into dist/src is the library; this is the same source again, with the libraries that starting needs.
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { Ajv } from 'ajv';
import standaloneCode from 'ajv/dist/standalone/index.js';
import { advisorySchema } from './dist/src/advisories/advisory-schema.js';
import { configSchema } from './dist/src/config-schema.js';
import { metaSchema } from './dist/src/model/meta-schema.js';
import { orgSchema } from './dist/src/model/org-schema.js';
import { userSchema } from './dist/src/model/user-schema.js';
import { ajvOptions } from './dist/src/schema.js';

/** Loaded by few commands, or finding files of their own beside them: they stay in node_modules. */
const external = [
  'cli-progress',
  'eta',
  'fast-glob',
  'isomorphic-git',
  'libnpmpack',
  'pacote',
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

/** Stands for ajv: our schemas are constants, and compiling one costs more than a small build. */
const compiledSchemas = {
  name: 'compiled-schemas',
  resolveId: (id) => (id === 'ajv' ? '\0compiled-schemas' : null),
  load(id) {
    if (id !== '\0compiled-schemas') return null;
    const schemas = [advisorySchema, configSchema, metaSchema, orgSchema, userSchema];
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
};

/** Writes the licences of the libraries that a bundle holds beside it, as they ask for. */
const licences = {
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
    this.emitFile({
      type: 'asset',
      fileName: 'bundle/LICENSES.txt',
      source: texts.join('\n----\n\n'),
    });
  },
};

const common = {
  platform: 'node',
  resolve: { alias },
  external: (id) => external.some((name) => id === name || id.startsWith(`${name}/`)),
  // yargs's `extends` in configuration files, which nothing here uses.
  checks: { emptyImportMeta: false },
};

/** The program is CommonJS, which Node starts sooner than the same as ES modules; a thread's module is loaded as one. */
export default [
  {
    ...common,
    input: { 'cli/main': 'cli/main.ts' },
    plugins: [compiledSchemas, licences],
    output: {
      dir: 'dist',
      format: 'cjs',
      entryFileNames: '[name].cjs',
      chunkFileNames: 'bundle/[name].cjs',
    },
  },
  {
    ...common,
    input: { 'bundle/worker': 'src/examine/worker.ts' },
    output: { dir: 'dist', entryFileNames: '[name].js', chunkFileNames: 'bundle/[name].js' },
  },
];
