// The website's templates: ours in templates/site/, and in their place those of the registry repository.
//
// Mustache, since it has no code: a repository's template is data to the build, and can neither run nor read anything.
import Mustache from 'mustache';
import { StillpackError } from '../errors.ts';

export interface SiteTemplates {
  /**
   * Renders `<name>.mustache`; `{{value}}` is escaped for text and for attributes in quotes, `{{{value}}}` is not. Any
   * template may include any other by `{{> name}}`. A name that there is no template for is a bug.
   */
  render(name: string, view: object): string;
}

const suffix = '.mustache';

/** `files` by name, with those of the repository in the place of ours. Throws TEMPLATE_INVALID. */
export function createTemplates(files: ReadonlyMap<string, string>): SiteTemplates {
  const texts: Record<string, string> = Object.create(null) as Record<string, string>;
  // An own cache: the module's would grow with every build of a long-lived process.
  const writer = new CachingWriter();
  for (const [file, text] of files) {
    if (!file.endsWith(suffix)) continue;
    check(writer, file, text);
    texts[file.slice(0, -suffix.length)] = text;
  }
  return {
    render(name, view) {
      const text = texts[name];
      if (text === undefined) throw new TypeError(`There is no template ${name}`);
      return writer.render(text, new PlainContext(view), (partial) => texts[partial], { escape });
    },
  };
}

// A page has a thousand tags. Mustache 4.2 takes three times as long for one as it does with what follows: it joins a key
// from the whole template each time it looks for its tokens, keeps a cache for each row of a list, and calls a function
// for each slash in a link.

class CachingWriter extends Mustache.Writer {
  readonly #tokens = new Map<string, unknown>();

  override parse(template: string): unknown {
    const known = this.#tokens.get(template);
    if (known !== undefined) return known;
    const tokens: unknown = super.parse(template);
    this.#tokens.set(template, tokens);
    return tokens;
  }
}

/** Of views that hold plain data: no functions, and only own members count. */
class PlainContext extends Mustache.Context {
  readonly #above: PlainContext | undefined;

  constructor(view: unknown, above?: PlainContext) {
    super(view, above);
    this.#above = above;
  }

  override push(view: unknown): PlainContext {
    return new PlainContext(view, this);
  }

  /** `name` in the innermost view that has it; `a.b` is `b` in what `a` is. */
  override lookup(name: string): unknown {
    if (name === '.') return this.view;
    if (!name.includes('.')) return this.#find(name);
    const [first = '', ...others] = name.split('.');
    return others.reduce<unknown>((value, key) => memberOf(value, key), this.#find(first));
  }

  #find(name: string): unknown {
    let context = this as PlainContext | undefined;
    while (context !== undefined) {
      const view: unknown = context.view;
      if (isObject(view) && Object.hasOwn(view, name)) return memberOf(view, name);
      context = context.#above;
    }
    return undefined;
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function memberOf(value: unknown, key: string): unknown {
  return isObject(value) && Object.hasOwn(value, key)
    ? (value as Readonly<Record<string, unknown>>)[key]
    : undefined;
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
  const text = String(value);
  return /[&<>"']/.test(text)
    ? text.replace(/[&<>"']/g, (found) => entities[found] ?? found)
    : text;
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
