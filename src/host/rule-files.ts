// `_headers` and `_redirects`, which Netlify and Cloudflare Pages read alike.
import { commonFiles } from './host-files.ts';
import type { HostContext, HostFile } from './host-preset.ts';

export interface HeaderRule {
  readonly path: string;
  readonly headers: readonly string[];
}

interface Rules {
  readonly headers: readonly HeaderRule[];
  /** Each a line: from, to, status. */
  readonly redirects: readonly string[];
}

/** The rules as files, with the common ones. */
export function ruleFiles(
  { headers, redirects }: Rules,
  context: HostContext,
): readonly HostFile[] {
  return [
    ...commonFiles(context),
    { path: '_headers', text: headers.map(renderHeaderRule).join('\n') },
    { path: '_redirects', text: `${redirects.join('\n')}\n` },
  ];
}

function renderHeaderRule({ path, headers }: HeaderRule): string {
  return [path, ...headers.map((header) => `  ${header}`), ''].join('\n');
}
