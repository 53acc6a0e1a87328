// The text of `_headers`, which Netlify and Cloudflare Pages read alike.

export interface HeaderRule {
  readonly path: string;
  readonly headers: readonly string[];
}

export function renderHeaderRules(rules: readonly HeaderRule[]): string {
  return rules
    .map(({ path, headers }) => [path, ...headers.map((header) => `  ${header}`), ''].join('\n'))
    .join('\n');
}
