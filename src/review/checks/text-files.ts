// Which files are text, and which of those are code.
import { posix } from 'node:path';
import type { ArchiveFile } from '../../inspect/archive-files.ts';

const scripts = new Set(['.js', '.mjs', '.cjs']);

const code = new Set([
  ...scripts,
  ...['.jsx', '.ts', '.mts', '.cts', '.tsx', '.vue', '.svelte', '.json', '.json5', '.jsonc'],
  ...['.sh', '.bash', '.zsh', '.ps1', '.bat', '.cmd', '.py', '.rb', '.pl', '.php'],
  ...['.yml', '.yaml', '.toml', '.html', '.htm', '.css', '.scss', '.less', '.gyp', '.gypi'],
]);

/** Where git, too, looks whether a file is binary. */
const sniffed = 8000;

/** JavaScript, by its name. */
export function isScript(path: string): boolean {
  return scripts.has(extensionOf(path));
}

/** What some program runs or is configured by, by its name; what has no extension may be a program. */
export function isCode(path: string): boolean {
  const extension = extensionOf(path);
  return extension === '' || code.has(extension);
}

/** The same, by an extension that says so. */
export function isCodeByName(path: string): boolean {
  return code.has(extensionOf(path));
}

/**
 * The text of a file that was kept whole, its BOM removed; `undefined` for other bytes. A NUL does not make a script
 * binary: an engine reads on after it, and a review would be easy to evade.
 */
export function textOf({ path, bytes, isWhole }: ArchiveFile): string | undefined {
  if (!isWhole) return undefined;
  if (!isScript(path) && bytes.subarray(0, sniffed).includes(0)) return undefined;
  const text = bytes.toString('utf8');
  return text.startsWith('\u{feff}') ? text.slice(1) : text;
}

/** The line of a place in a text, from 1. */
export function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) {
    line += 1;
  }
  return line;
}

/** Lower-case, with the dot; `.npmrc` has none. */
function extensionOf(path: string): string {
  return posix.extname(path).toLowerCase();
}
