// The website's templates: ours in templates/site/, and in their place those of the registry repository.
//
// Mustache, since it has no code: a repository's template is data to the build, and can neither run nor read anything.
import Mustache from 'mustache';
import { StillpackError } from '../errors.ts';

export interface SiteTemplates {
  /**
   * Renders `<name>.mustache`; `{{value}}` is escaped, `{{{value}}}` is not. Any template may include any other by
   * `{{> name}}`. A name that there is no template for is a bug.
   */
  render(name: string, view: object): string;
}

const suffix = '.mustache';

/** `files` by name, with those of the repository in the place of ours. Throws TEMPLATE_INVALID. */
export function createTemplates(files: ReadonlyMap<string, string>): SiteTemplates {
  const texts: Record<string, string> = Object.create(null) as Record<string, string>;
  // An own cache: the module's would grow with every build of a long-lived process.
  const writer = new Mustache.Writer();
  for (const [file, text] of files) {
    if (!file.endsWith(suffix)) continue;
    check(writer, file, text);
    texts[file.slice(0, -suffix.length)] = text;
  }
  return {
    render(name, view) {
      const text = texts[name];
      if (text === undefined) throw new TypeError(`There is no template ${name}`);
      return writer.render(text, view, (partial) => texts[partial], { escape });
    },
  };
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Enough for text, and for attributes in quotes; Mustache's own also makes five letters of each slash of a URL. */
function escape(value: unknown): string {
  return String(value).replace(/[&<>"']/g, (character) => entities[character] ?? character);
}

function check(writer: Mustache.Writer, file: string, text: string): void {
  try {
    writer.parse(text);
  } catch (error) {
    throw new StillpackError(
      'TEMPLATE_INVALID',
      `templates/site/${file} is no Mustache template: ${error instanceof Error ? error.message : String(error)}.`,
      {
        path: `templates/site/${file}`,
        hint: 'Mend the tag at that place, or remove the file.',
        cause: error,
      },
    );
  }
}
