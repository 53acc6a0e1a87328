// What the website's pages load, into dist/site: scripts, workers and the style. Names hold a hash of the bytes, so that a
// browser keeps a file for good; manifest.json says which file is which. The same sources always give the same bytes.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { transform } from 'lightningcss';
import { rolldown } from 'rolldown';
import { licences } from './rolldown.config.js';

const sources = path.resolve(import.meta.dirname, 'templates/site');
const scripts = path.join(sources, 'scripts');
const folder = path.resolve(import.meta.dirname, 'dist/site');

/** A worker is a file of its own, beside those that start it: `new URL('./<name>.ts', import.meta.url)`. */
const workers = {
  name: 'workers',
  transform: {
    filter: { id: /[\\/]templates[\\/]site[\\/]scripts[\\/].*\.ts$/, code: 'import.meta.url' },
    handler(code, id) {
      return code.replace(/new URL\(\s*'(\.[^']+)\.ts',\s*import\.meta\.url,?\s*\)/g, (_, file) => {
        const chunk = path.resolve(path.dirname(id), `${file}.ts`);
        const reference = this.emitFile({ type: 'chunk', id: chunk, name: path.basename(file) });
        return `new URL(import.meta.ROLLUP_FILE_URL_${reference})`;
      });
    },
  },
};

/** The one script that is no module: it runs before anything is drawn. */
const theme = {
  name: 'theme',
  async generateBundle() {
    const bundle = await rolldown({ input: path.join(scripts, 'theme.ts'), platform: 'browser' });
    const { output } = await bundle.generate({ format: 'iife', minify: true });
    await bundle.close();
    this.emitFile({ type: 'asset', name: 'theme.js', source: output[0].code });
  },
};

/** All style sheets in one, in the order of their names. */
const style = {
  name: 'style',
  generateBundle() {
    const css = path.join(sources, 'css');
    const sheets = readdirSync(css).filter((file) => file.endsWith('.css'));
    const code = sheets.sort().map((file) => readFileSync(path.join(css, file), 'utf8'));
    const { code: minified } = transform({
      filename: 'style.css',
      code: Buffer.from(code.join('\n')),
      minify: true,
    });
    this.emitFile({ type: 'asset', name: 'style.css', source: minified.toString() });
  },
};

const manifest = {
  name: 'manifest',
  writeBundle(_options, bundle) {
    const files = Object.keys(bundle).sort();
    const named = (pattern) => files.find((file) => pattern.test(file));
    const text = JSON.stringify(
      {
        style: named(/^style-.*\.css$/),
        theme: named(/^theme-/),
        script: named(/^main-/),
        files,
      },
      undefined,
      2,
    );
    writeFileSync(path.join(folder, 'manifest.json'), `${text}\n`);
  },
};

export default {
  platform: 'browser',
  // Its paths lead to types.
  tsconfig: false,
  // What src/ and libraries do not export to a script, no page loads: a brand's check needs Node.
  treeshake: {
    moduleSideEffects: [
      { test: /[\\/]templates[\\/]site[\\/]/, sideEffects: true },
      { test: /./, sideEffects: false },
    ],
  },
  input: { main: path.join(scripts, 'main.ts') },
  plugins: [workers, theme, style, licences({ name: 'licences.txt' }), manifest],
  output: {
    dir: folder,
    cleanDir: true,
    comments: false,
    minify: true,
    codeSplitting: {
      // A few lines that nearly all chunks share: one request.
      groups: [
        {
          name: 'shared',
          test: /scripts[\\/](?:package[\\/](?:element|own-pictures|record|show-tab)|page|announce|copy-text|images)\.ts|src[\\/]amounts\.ts/,
        },
      ],
    },
    hashCharacters: 'hex',
    entryFileNames: '[name]-[hash].js',
    chunkFileNames: '[name]-[hash].js',
    assetFileNames: '[name]-[hash][extname]',
  },
};
