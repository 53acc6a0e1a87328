// The website's templates: ours in templates/site/, and in their place those of the registry repository.
//
// Mustache, since it has no code: a repository's template is data to the build, and can neither run nor read anything.
import Mustache from 'mustache';
import { formatBytes } from '../amounts.ts';
import { StillpackError } from '../errors.ts';
import { BoundedWriter, PageTooLarge, partialsIn } from './template-writer.ts';

export interface SiteTemplates {
  /**
   * Renders `<name>.mustache`; `{{value}}` is escaped for text and for attributes in quotes, `{{{value}}}` is not. Any
   * template may include any other by `{{> name}}`. A name that there is no template for is a bug. Throws
   * TEMPLATE_INVALID where the page would have no end.
   */
  render(name: string, view: object): string;
}

const suffix = '.mustache';

/** UTF-16 units. Mustache takes seconds for a few million; the largest of ours has 5,000. */
const maxLength = 256_000;

/**
 * `files` are ours by name, and `own` those of the repository in their place. Throws TEMPLATE_INVALID, also for one of the
 * repository's that is no template of a page, and that no other includes.
 */
export function createTemplates(
  files: ReadonlyMap<string, string>,
  { own = new Map() }: { readonly own?: ReadonlyMap<string, string> } = {},
): SiteTemplates {
  const texts: Record<string, string> = Object.create(null) as Record<string, string>;
  const writer = new BoundedWriter();
  const partials = new Map<string, ReadonlySet<string>>();
  for (const [file, text] of [...files, ...own]) {
    if (!file.endsWith(suffix)) continue;
    const name = nameOf(file);
    partials.set(name, partialsIn(parse(writer, file, text)));
    texts[name] = text;
  }
  for (const name of partials.keys()) {
    refuseUnknownPartial(name, partials);
    refuseCircle(name, partials);
  }
  refuseUnused(own, { files, partials });
  return {
    render(name, view) {
      const text = texts[name];
      if (text === undefined) throw new TypeError(`There is no template ${name}`);
      try {
        return writer.render(text, new PlainContext(view), (partial) => texts[partial], { escape });
      } catch (error) {
        throw error instanceof PageTooLarge ? pageWithoutEnd(name) : error;
      }
    },
  };
}

// A page has a thousand tags. Mustache 4.2 takes three times as long for one as it does with what follows, and with a writer
// that keeps tokens: it keeps a cache for each row of a list, and calls a function for each slash in a link.

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
export function escape(value: unknown): string {
  const text = String(value);
  return /[&<>"']/.test(text)
    ? text.replace(/[&<>"']/g, (found) => entities[found] ?? found)
    : text;
}

function parse(writer: BoundedWriter, file: string, text: string): unknown {
  if (text.length > maxLength) {
    const what = `is larger than ${formatBytes(maxLength)}`;
    throw templateInvalid(nameOf(file), what, { hint: 'Make it smaller, or remove it.' });
  }
  try {
    return writer.parse(text);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw templateInvalid(nameOf(file), `is no Mustache template: ${why}`, {
      hint: 'Mend the tag at that place, or remove the file.',
      cause: error,
    });
  }
}

function nameOf(file: string): string {
  return file.slice(0, -suffix.length);
}

type Partials = ReadonlyMap<string, ReadonlySet<string>>;

/** Mustache itself would pass over it. */
function refuseUnknownPartial(name: string, partials: Partials): void {
  for (const partial of partials.get(name) ?? []) {
    if (partials.has(partial)) continue;
    throw templateInvalid(name, `includes ${partial}${suffix}, which there is not`, {
      hint: `Commit templates/site/${partial}${suffix}, or remove {{> ${partial}}}.`,
    });
  }
}

/** A file whose name is misspelt would otherwise change nothing, and nobody would know why. */
function refuseUnused(
  own: ReadonlyMap<string, string>,
  { files, partials }: { readonly files: ReadonlyMap<string, string>; readonly partials: Partials },
): void {
  const included = new Set([...partials.values()].flatMap((names) => [...names]));
  for (const file of own.keys()) {
    if (!file.endsWith(suffix) || files.has(file) || included.has(nameOf(file))) continue;
    throw templateInvalid(nameOf(file), 'is neither the template of a page nor included by one', {
      hint: `Give it one of these names, include it in one of them, or remove it: ${[...files.keys()].sort().join(', ')}.`,
    });
  }
}

/** A template that includes itself, be it by way of others, would never end. */
function refuseCircle(name: string, partials: Partials): void {
  const seen = new Set<string>();
  const open = [name];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    for (const next of partials.get(at) ?? []) {
      if (next === name) {
        const way = at === name ? '' : `, by way of ${at}${suffix}`;
        throw templateInvalid(name, `includes itself${way}`, {
          hint: `Remove {{> ${name}}} from ${at}${suffix}.`,
        });
      }
      if (!seen.has(next)) open.push(next);
      seen.add(next);
    }
  }
}

/** TEMPLATE_INVALID, of a template's name. */
export function pageWithoutEnd(name: string): StillpackError {
  return templateInvalid(name, 'makes a page without end', {
    hint: 'Look for sections within sections, and for templates that include others again and again.',
  });
}

function templateInvalid(
  name: string,
  what: string,
  more: { readonly hint: string; readonly cause?: unknown },
): StillpackError {
  const path = `templates/site/${name}${suffix}`;
  return new StillpackError('TEMPLATE_INVALID', `${path} ${what}.`, { path, ...more });
}
