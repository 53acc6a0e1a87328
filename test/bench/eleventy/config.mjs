// An eleventy project whose Markdown is rendered by what renders READMEs here: the same markdown-it with the same
// plug-ins and options, the same highlighting, the same sanitising, by the very function. Lies in the project's folder
// by way of an import; see `project.mjs` for what lies beside it.
import { readFileSync } from 'node:fs';
import { renderTasks } from '../../../dist/bundle/readme-worker.js';

/** No text holds it: a README that begins with `---` has a line there and no front matter. */
const noDelimiter = '\u0000';

export default function configure(eleventy) {
  const inputs = new Map(Object.entries(JSON.parse(readFileSync('inputs.json', 'utf8'))));
  const render = (text, { page }) => {
    const input = { ...inputs.get(page.fileSlug), text };
    return renderTasks([{ kind: 'readme', input }])[0].html;
  };
  eleventy.setLibrary('md', { render });
  eleventy.setFrontMatterParsingOptions({ delimiters: [noDelimiter, noDelimiter] });
  eleventy.setUseGitIgnore(false);
  eleventy.setQuietMode(true);
  eleventy.addGlobalData('layout', 'frame.11ty.cjs');
  return {
    dir: { input: 'pages', output: 'out' },
    templateFormats: ['md'],
    // Most READMEs of real packages are no templates of any language.
    markdownTemplateEngine: false,
  };
}
