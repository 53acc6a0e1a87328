// An emulation of Netlify from its documentation: a file wins over a redirect rule, the first rule that matches
// wins, all header rules that match the request's path apply, and `%2f` is taken as a slash.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Host } from './server.ts';
import { type Answer, entryAt, startEmulation } from './server-emulation.ts';

interface Rule {
  readonly pattern: RegExp;
  readonly target: string;
}

interface HeaderRule {
  readonly pattern: RegExp;
  readonly headers: readonly (readonly [name: string, value: string])[];
}

/** `:name` is one segment, `*` the rest. */
function patternOf(path: string): RegExp {
  const source = path
    .replace(/[.+?^${}()|[\]\\]/g, '\\$&')
    .replace(/:(\w+)/g, '(?<$1>[^/]+)')
    .replace('*', '(?<splat>.*)');
  return new RegExp(`^${source}$`);
}

function parseRedirects(text: string): readonly Rule[] {
  return text
    .split('\n')
    .map((line) => line.split(' '))
    .flatMap(([from, to, status]) =>
      from !== undefined && to !== undefined && status === '200'
        ? [{ pattern: patternOf(from), target: to }]
        : [],
    );
}

function parseHeaders(text: string): readonly HeaderRule[] {
  return text
    .split('\n\n')
    .map((block) => block.split('\n').filter((line) => line !== ''))
    .flatMap(([path, ...lines]) => (path === undefined ? [] : [headerRule(path, lines)]));
}

function headerRule(path: string, lines: readonly string[]): HeaderRule {
  const headers = lines.map((line) => {
    const [name = '', ...value] = line.trim().split(':');
    return [name.toLowerCase(), value.join(':').trim()] as const;
  });
  return { pattern: patternOf(path), headers };
}

/** The values of several rules for one header are joined with a comma. */
function headersFor(path: string, rules: readonly HeaderRule[]): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const rule of rules.filter(({ pattern }) => pattern.test(path))) {
    for (const [name, value] of rule.headers) {
      const before = headers[name];
      headers[name] = before === undefined ? value : `${before}, ${value}`;
    }
  }
  return headers;
}

async function fileFor(dir: string, path: string): Promise<string | undefined> {
  for (const file of [path, `${path}.html`, join(path, 'index.html')]) {
    if ((await entryAt(dir, file)) === 'file') return file;
  }
  return undefined;
}

const unlessTold = { 'cache-control': 'public, max-age=0, must-revalidate' };

export const netlify: Host = {
  title: 'Netlify (emulated)',
  preset: 'netlify',
  can: {
    conventionalTarballs: true,
    versionDocuments: true,
    caching: true,
    validators: true,
    ownNotFoundPage: true,
  },
  async start(site) {
    const redirects = parseRedirects(await readFile(join(site.dir, '_redirects'), 'utf8'));
    const headerRules = parseHeaders(await readFile(join(site.dir, '_headers'), 'utf8'));
    return startEmulation(site, async (path): Promise<Answer> => {
      const rule = redirects.find(({ pattern }) => pattern.test(path));
      const target = rule && path.replace(rule.pattern, rule.target.replace(/:(\w+)/g, '$<$1>'));
      const file =
        (await fileFor(site.dir, path)) ??
        (target === undefined ? undefined : await fileFor(site.dir, target));
      if (file === undefined) return { status: 404, file: '404.html' };
      const headers = { ...unlessTold, ...headersFor(path, headerRules) };
      return { status: 200, file, headers };
    });
  },
};
