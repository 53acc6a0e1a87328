// READMEs as a project of eleventy: what one does who has packages and wants a website of them.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** The newest one that is complete in the registries that the benchmarks were run with. */
const version = '3.1.7';
const config = path.join(import.meta.dirname, 'config.mjs');

/** JavaScript: of eleventy's languages of templates the one that costs it least. */
const layout = `const { head, tail } = require('../../frame.json');
exports.render = ({ content }) => head + content + tail;
`;

/**
 * Makes the project in `cache` from what `readmeList` wrote, around each README the `frame` (`{ head, tail }`). Gives the
 * `version` of eleventy, how many `pages` the project has, and `build`, which makes them all in an empty folder and gives
 * its measurement. Throws when eleventy made others.
 */
export function eleventyProject({ cache, measure }, { list, frame }) {
  const folder = path.join(cache, 'eleventy');
  const program = install(folder);
  const out = path.join(folder, 'out');
  const pages = writeProject(folder, { inputs: JSON.parse(readFileSync(list, 'utf8')), frame });
  const forget = () => rmSync(out, { recursive: true, force: true });
  const build = () => {
    forget();
    const measured = measure([process.execPath, program, '--config=config.mjs'], { cwd: folder });
    const made = readdirSync(out).length;
    if (made !== pages) throw new Error(`eleventy made ${made} pages of ${pages}`);
    return measured;
  };
  return { version, pages, build, forget };
}

/** By npm, from the registry that it is configured with, unless it is there. Gives the program's path. */
function install(folder) {
  const modules = path.join(folder, 'node_modules', '@11ty', 'eleventy');
  const manifest = path.join(modules, 'package.json');
  const isThere =
    existsSync(manifest) && JSON.parse(readFileSync(manifest, 'utf8')).version === version;
  if (!isThere) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    const quiet = ['--no-package-lock', '--no-audit', '--no-fund', '--loglevel=error'];
    execFileSync('npm', ['install', '--prefix', folder, ...quiet, `@11ty/eleventy@${version}`]);
  }
  return path.join(modules, 'cmd.cjs');
}

/** Gives the number of pages. */
function writeProject(folder, { inputs, frame }) {
  const pages = path.join(folder, 'pages');
  rmSync(pages, { recursive: true, force: true });
  mkdirSync(path.join(pages, '_includes'), { recursive: true });
  const byPage = Object.fromEntries(inputs.map((input, index) => [`readme${index}`, input]));
  for (const [page, { text }] of Object.entries(byPage)) {
    writeFileSync(path.join(pages, `${page}.md`), text);
  }
  // What a README does not say itself; eleventy reads its text.
  writeFileSync(
    path.join(folder, 'inputs.json'),
    JSON.stringify(byPage, (key, value) => (key === 'text' ? undefined : value)),
  );
  writeFileSync(path.join(folder, 'frame.json'), JSON.stringify(frame));
  writeFileSync(path.join(pages, '_includes', 'frame.11ty.cjs'), layout);
  const text = `export { default } from ${JSON.stringify(config)};\n`;
  writeFileSync(path.join(folder, 'config.mjs'), text);
  return inputs.length;
}
