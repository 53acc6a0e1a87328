// Mustache's renderer, quicker, and within bounds: whatever a registry repository's templates say, a page comes to an end.
import Mustache from 'mustache';

/** Sections and partials of one page. The largest page of ours has some 10,000. */
const maxSteps = 500_000;

/** Sections and partials within each other. Ours are within ten at most, and a stack ends somewhere. */
const maxDepth = 200;

/** UTF-16 units of a page, and its bytes. Ours have 500,000 at most. */
export const maxPageLength: number = 16 * 2 ** 20;

/** Of a page that is without bounds. */
export class PageTooLarge extends Error {}

/**
 * Each template is taken apart once: Mustache 4.2 joins a key from the whole template each time it looks for its tokens.
 * The cache is an own one, since the module's would grow with every build of a long-lived process.
 */
export class BoundedWriter extends Mustache.Writer {
  readonly #tokens = new Map<string, unknown>();
  #steps = 0;
  #depth = 0;
  #length = 0;

  override parse(template: string): unknown {
    const known = this.#tokens.get(template);
    if (known !== undefined) return known;
    const tokens: unknown = super.parse(template);
    this.#tokens.set(template, tokens);
    return tokens;
  }

  /** Of a page. Throws PageTooLarge. */
  override render(...page: Parameters<Mustache.Writer['render']>): string {
    this.#steps = 0;
    this.#depth = 0;
    this.#length = 0;
    return super.render(...page);
  }

  override renderTokens(...part: Parameters<Mustache.Writer['renderTokens']>): string {
    this.#steps += 1;
    this.#depth += 1;
    if (this.#steps > maxSteps || this.#depth > maxDepth) throw new PageTooLarge();
    const before = this.#length;
    const text = super.renderTokens(...part);
    this.#depth -= 1;
    // What lies in it has been counted already.
    this.#length = Math.max(this.#length, before + text.length);
    if (this.#length > maxPageLength) throw new PageTooLarge();
    return text;
  }
}

/** Names of the templates that one includes, from what `parse` gives. */
export function partialsIn(tokens: unknown): ReadonlySet<string> {
  const found = new Set<string>();
  const open = [tokens];
  for (let list = open.pop(); list !== undefined; list = open.pop()) {
    if (!Array.isArray(list)) continue;
    for (const [kind, name, , , children] of list as Token[]) {
      if (kind === '>') found.add(name);
      else if (kind === '#' || kind === '^') open.push(children);
    }
  }
  return found;
}

/** Mustache's own: of a section, its tokens come fifth. */
type Token = readonly [kind: string, name: string, start: number, end: number, children?: unknown];
