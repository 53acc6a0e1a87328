// Which of highlight.js's languages a file is written in.

interface LanguageEntry {
  readonly extensions: readonly string[];
  /** Languages that may stand inside it. */
  readonly inside?: readonly string[];
}

const languages: ReadonlyMap<string, LanguageEntry> = new Map<string, LanguageEntry>([
  ['bash', { extensions: ['bash', 'sh', 'zsh'] }],
  ['c', { extensions: ['c', 'h'] }],
  ['cpp', { extensions: ['cc', 'cpp', 'cxx', 'hh', 'hpp'] }],
  ['csharp', { extensions: ['cs'] }],
  ['css', { extensions: ['css'] }],
  ['diff', { extensions: ['diff', 'patch'] }],
  ['go', { extensions: ['go'] }],
  ['graphql', { extensions: ['gql', 'graphql'] }],
  ['ini', { extensions: ['cfg', 'conf', 'editorconfig', 'ini', 'npmrc', 'toml'] }],
  ['java', { extensions: ['java'] }],
  ['javascript', { extensions: ['cjs', 'js', 'jsx', 'mjs'] }],
  ['json', { extensions: ['json', 'json5', 'jsonc', 'map', 'webmanifest'] }],
  ['kotlin', { extensions: ['kt', 'kts'] }],
  ['less', { extensions: ['less'] }],
  ['lua', { extensions: ['lua'] }],
  ['makefile', { extensions: ['mak', 'makefile', 'mk'] }],
  ['markdown', { extensions: ['markdown', 'md', 'mdx'], inside: ['xml'] }],
  ['php', { extensions: ['php'], inside: ['xml'] }],
  ['protobuf', { extensions: ['proto'] }],
  ['python', { extensions: ['py', 'pyi'] }],
  ['ruby', { extensions: ['gemspec', 'rb'] }],
  ['rust', { extensions: ['rs'] }],
  ['scss', { extensions: ['sass', 'scss'] }],
  ['sql', { extensions: ['sql'] }],
  ['swift', { extensions: ['swift'] }],
  ['typescript', { extensions: ['cts', 'mts', 'ts', 'tsx'] }],
  [
    'xml',
    {
      extensions: ['astro', 'htm', 'html', 'plist', 'svelte', 'svg', 'vue', 'xhtml', 'xml'],
      inside: ['css', 'javascript'],
    },
  ],
  ['yaml', { extensions: ['yaml', 'yml'] }],
]);

const byExtension: ReadonlyMap<string, string> = new Map(
  [...languages].flatMap(([name, { extensions }]) => extensions.map((end) => [end, name] as const)),
);

/** By what follows the last dot of its name, or by a name without one; `undefined` when no language is known for it. */
export function languageOf(path: string): string | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  return byExtension.get(name.slice(name.lastIndexOf('.') + 1));
}

/** The language and those that may stand inside it, which are needed as well. */
export function languagesIn(language: string): ReadonlySet<string> {
  const needed = new Set([language]);
  for (const name of needed) {
    for (const inner of languages.get(name)?.inside ?? []) needed.add(inner);
  }
  return needed;
}
