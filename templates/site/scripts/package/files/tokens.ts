// What highlight.js finds in a text, as plain data: text and scopes, never HTML.

/** A run of text, and the classes of what it stands in, outermost first. */
export type Token = readonly [text: string, ...classes: string[]];

/** A node of highlight.js's tree; its emitter has one as `rootNode`. */
export interface ScopeNode {
  readonly scope?: string;
  readonly children: readonly (ScopeNode | string)[];
}

/** The tokens of each line. */
export function tokenLines(root: ScopeNode): Token[][] {
  const lines: Token[][] = [[]];
  const add = (text: string, classes: readonly string[]): void => {
    for (const [index, part] of text.split(/\r\n|\n|\r/).entries()) {
      if (index > 0) lines.push([]);
      if (part !== '') lines.at(-1)?.push([part, ...classes]);
    }
  };
  const walk = ({ children }: ScopeNode, classes: readonly string[]): void => {
    for (const child of children) {
      if (typeof child === 'string') add(child, classes);
      else walk(child, child.scope === undefined ? classes : [...classes, classOf(child.scope)]);
    }
  };
  walk(root, []);
  return lines;
}

/** As highlight.js's own style sheets name them: `title.function` is `hljs-title function_`. */
function classOf(scope: string): string {
  if (scope.startsWith('language:')) return scope.replace(':', '-');
  const [first, ...others] = scope.split('.');
  return [`hljs-${first ?? ''}`, ...others.map((part, at) => part + '_'.repeat(at + 1))].join(' ');
}
