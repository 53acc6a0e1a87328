// Which of highlight.js's languages a file is written in: each is loaded when a file is.
import type { LanguageFn } from 'highlight.js';

type Load = () => Promise<{ readonly default: LanguageFn }>;

interface LanguageEntry {
  readonly extensions: readonly string[];
  readonly load: Load;
  /** Languages that may stand inside it. */
  readonly inside?: readonly string[];
}

const languages: ReadonlyMap<string, LanguageEntry> = new Map<string, LanguageEntry>([
  [
    'bash',
    { extensions: ['bash', 'sh', 'zsh'], load: () => import('highlight.js/lib/languages/bash') },
  ],
  ['c', { extensions: ['c', 'h'], load: () => import('highlight.js/lib/languages/c') }],
  [
    'cpp',
    {
      extensions: ['cc', 'cpp', 'cxx', 'hh', 'hpp'],
      load: () => import('highlight.js/lib/languages/cpp'),
    },
  ],
  ['csharp', { extensions: ['cs'], load: () => import('highlight.js/lib/languages/csharp') }],
  ['css', { extensions: ['css'], load: () => import('highlight.js/lib/languages/css') }],
  [
    'diff',
    { extensions: ['diff', 'patch'], load: () => import('highlight.js/lib/languages/diff') },
  ],
  ['go', { extensions: ['go'], load: () => import('highlight.js/lib/languages/go') }],
  [
    'graphql',
    { extensions: ['gql', 'graphql'], load: () => import('highlight.js/lib/languages/graphql') },
  ],
  [
    'ini',
    {
      extensions: ['cfg', 'conf', 'editorconfig', 'ini', 'npmrc', 'toml'],
      load: () => import('highlight.js/lib/languages/ini'),
    },
  ],
  ['java', { extensions: ['java'], load: () => import('highlight.js/lib/languages/java') }],
  [
    'javascript',
    {
      extensions: ['cjs', 'js', 'jsx', 'mjs'],
      load: () => import('highlight.js/lib/languages/javascript'),
    },
  ],
  [
    'json',
    {
      extensions: ['json', 'json5', 'jsonc', 'map', 'webmanifest'],
      load: () => import('highlight.js/lib/languages/json'),
    },
  ],
  [
    'kotlin',
    { extensions: ['kt', 'kts'], load: () => import('highlight.js/lib/languages/kotlin') },
  ],
  ['less', { extensions: ['less'], load: () => import('highlight.js/lib/languages/less') }],
  ['lua', { extensions: ['lua'], load: () => import('highlight.js/lib/languages/lua') }],
  [
    'makefile',
    {
      extensions: ['mak', 'makefile', 'mk'],
      load: () => import('highlight.js/lib/languages/makefile'),
    },
  ],
  [
    'markdown',
    {
      extensions: ['markdown', 'md', 'mdx'],
      load: () => import('highlight.js/lib/languages/markdown'),
      inside: ['xml'],
    },
  ],
  [
    'php',
    { extensions: ['php'], load: () => import('highlight.js/lib/languages/php'), inside: ['xml'] },
  ],
  [
    'protobuf',
    { extensions: ['proto'], load: () => import('highlight.js/lib/languages/protobuf') },
  ],
  [
    'python',
    { extensions: ['py', 'pyi'], load: () => import('highlight.js/lib/languages/python') },
  ],
  [
    'ruby',
    { extensions: ['gemspec', 'rb'], load: () => import('highlight.js/lib/languages/ruby') },
  ],
  ['rust', { extensions: ['rs'], load: () => import('highlight.js/lib/languages/rust') }],
  ['scss', { extensions: ['sass', 'scss'], load: () => import('highlight.js/lib/languages/scss') }],
  ['sql', { extensions: ['sql'], load: () => import('highlight.js/lib/languages/sql') }],
  ['swift', { extensions: ['swift'], load: () => import('highlight.js/lib/languages/swift') }],
  [
    'typescript',
    {
      extensions: ['cts', 'mts', 'ts', 'tsx'],
      load: () => import('highlight.js/lib/languages/typescript'),
    },
  ],
  [
    'xml',
    {
      extensions: ['astro', 'htm', 'html', 'plist', 'svelte', 'svg', 'vue', 'xhtml', 'xml'],
      load: () => import('highlight.js/lib/languages/xml'),
      inside: ['css', 'javascript'],
    },
  ],
  ['yaml', { extensions: ['yaml', 'yml'], load: () => import('highlight.js/lib/languages/yaml') }],
]);

const byExtension: ReadonlyMap<string, string> = new Map(
  [...languages].flatMap(([name, { extensions }]) => extensions.map((end) => [end, name] as const)),
);

/** By what follows the last dot of its name, or by a name without one; `undefined` when no language is known for it. */
export function languageOf(path: string): string | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  return byExtension.get(name.slice(name.lastIndexOf('.') + 1));
}

/** The language and those that may stand inside it, which need registering too. */
export function loadsOf(language: string): ReadonlyMap<string, Load> {
  const loads = new Map<string, Load>();
  const wanted = [language];
  for (const name of wanted) {
    const entry = languages.get(name);
    if (entry === undefined || loads.has(name)) continue;
    loads.set(name, entry.load);
    wanted.push(...(entry.inside ?? []));
  }
  return loads;
}
