// The GitHub Actions in one file that needs nothing but Node and git: `npm run build:actions` writes it, and it is
// committed, as a workflow runs what the repository holds. The same sources always give the same bytes.
import { createRequire } from 'node:module';
import path from 'node:path';
import { common, compiledSchemas, constants, licences, minify } from './rolldown.config.js';
import { configSchema } from './dist/src/config-schema.js';
import { metaSchema } from './dist/src/model/meta-schema.js';
import { orgSchema } from './dist/src/model/org-schema.js';
import { userSchema } from './dist/src/model/user-schema.js';
import { advisorySchema } from './dist/src/advisories/advisory-schema.js';
import { reviewFileSchema } from './dist/src/review/review-file-schema.js';

const schemas = [advisorySchema, configSchema, metaSchema, orgSchema, reviewFileSchema, userSchema];

/** What the actions never do, and what would be most of the file. */
const absent = {
  // The client of @actions/core for OpenID tokens.
  '@actions/http-client': 'export class HttpClient {}',
  '@actions/http-client/lib/auth': 'export class BearerCredentialHandler {}',
};

/** What npm itself does for them. */
const npmPack = path.resolve('cli/actions/npm-pack.ts');

const absentLibraries = {
  name: 'absent-libraries',
  resolveId(id) {
    if (id === 'libnpmpack') return npmPack;
    return Object.hasOwn(absent, id) ? `\0absent:${id}` : null;
  },
  load: (id) => (id.startsWith('\0absent:') ? absent[id.slice('\0absent:'.length)] : null),
};

/** npm-package-arg names a registry of its own, which nothing here asks it for: no action knows any but its own. */
const noRegistry = {
  name: 'no-registry',
  transform: (code, id) =>
    id.includes('npm-package-arg') ? code.replace(/'https:\/\/registry\.[\w.]+'/, "''") : null,
};

const require = createRequire(import.meta.url);

/** A thread loads publint as a file of its own, which lies beside the bundle. */
const publintBeside = {
  name: 'publint-beside',
  load: (id) =>
    id === path.resolve('src/review/publint-file.ts')
      ? `export const publintFile = new URL('./publint.js', import.meta.url).href;`
      : null,
};

const output = { dir: '.github/actions/bundle', comments: false, minify };

/** All of it in one file. */
const main = {
  ...common,
  external: [],
  input: { main: 'cli/actions/main.ts' },
  plugins: [
    absentLibraries,
    compiledSchemas(schemas),
    constants,
    publintBeside,
    noRegistry,
    licences({ fileName: 'LICENSES.txt' }),
  ],
  output: { ...output, format: 'cjs', codeSplitting: false, entryFileNames: '[name].cjs' },
};

/** What threads load, each in one file beside it. */
const threads = {
  worker: 'src/examine/worker.ts',
  'entry/worker': require.resolve('tinypool').replace(/index\.js$/, 'entry/worker.js'),
  publint: require.resolve('publint'),
};

export default [
  main,
  ...Object.entries(threads).map(([name, file]) => ({
    ...common,
    external: [],
    input: { [name]: file },
    plugins: [constants, licences({ fileName: `${name}.LICENSES.txt` })],
    output: { ...output, codeSplitting: false, entryFileNames: '[name].js' },
  })),
];
