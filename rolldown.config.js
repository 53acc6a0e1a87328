// The program in few files: opening and linking a module costs more than most of them do. What `npm run build` compiles
// into dist/src is the library; this is the same source again, with the libraries that starting needs.
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

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
  // cliui and wrap-ansi ask for the major before, which is slow with plain ASCII, as all of our texts are.
  'string-width': createRequire(require.resolve('yargs')).resolve('string-width'),
  // What `main` names cannot be bundled (2.3 to 3.3): a UMD wrapper hides its imports.
  'jsonc-parser': path.resolve(require.resolve('jsonc-parser/package.json'), '../lib/esm/main.js'),
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

export default {
  input: { 'cli/main': 'cli/main.ts', 'bundle/worker': 'src/examine/worker.ts' },
  platform: 'node',
  resolve: { alias },
  external: (id) => external.some((name) => id === name || id.startsWith(`${name}/`)),
  plugins: [licences],
  output: { dir: 'dist', entryFileNames: '[name].js', chunkFileNames: 'bundle/[name].js' },
};
