// Which files and further scripts of a package run when one of its scripts does, as far as their texts tell.
import { posix } from 'node:path';
import type { ArchiveFile } from '../../inspect/archive-files.ts';
import { isCode, textOf } from './text-files.ts';

export interface ScriptRun {
  /** The scripts of package.json that run, itself first: name and text. */
  readonly scripts: ReadonlyMap<string, string>;
  /** Paths. */
  readonly files: ReadonlySet<string>;
}

export interface Runnable {
  readonly scripts: ReadonlyMap<string, string>;
  readonly files: ReadonlyMap<string, ArchiveFile>;
  /** package.json's `main`. */
  readonly main: string;
}

const runners = /\b(?:npm|yarn|pnpm|bun|run-[sp]|node --run)\b/;
const endings = ['', '.js', '.cjs', '.mjs', '.json', '.sh', '/index.js'];

/**
 * What the script names: files, scripts that it has a client run, and what those files name in quotes. What is put
 * together at run time, and what dependencies do, cannot be told. package.json is left out: it changes in every version.
 */
export function scriptRunOf(name: string, runnable: Runnable): ScriptRun {
  const run = { scripts: new Map<string, string>(), files: new Set<string>() };
  // A set that grows while it is walked is walked to its new end.
  const names = new Set([name]);
  for (const each of names) addScript(each, runnable, { ...run, names });
  for (const path of run.files) addNamed(path, runnable, run.files);
  return run;
}

interface GrowingRun {
  readonly scripts: Map<string, string>;
  readonly files: Set<string>;
  /** Of scripts that it may run. */
  readonly names: Set<string>;
}

function addScript(name: string, runnable: Runnable, run: GrowingRun): void {
  const text = runnable.scripts.get(name);
  if (text === undefined) return;
  run.scripts.set(name, text);
  if (/gyp|prebuild/.test(text)) addFile('binding.gyp', runnable, run.files);
  const runsScripts = runners.test(text);
  for (const word of new Set(text.split(/[\s"'`;&|()<>=,$]+/))) {
    if (runsScripts) for (const each of [`pre${word}`, word, `post${word}`]) run.names.add(each);
    const path = word === '.' ? runnable.main : word.replaceAll('\\', '/');
    if (word !== '') addFile(posix.normalize(path), runnable, run.files);
  }
}

/** What a program names in quotes, in its own folder or relative to it. */
function addNamed(path: string, runnable: Runnable, found: Set<string>): void {
  const file = runnable.files.get(path);
  if (file === undefined || !isCode(path) || path.endsWith('.json')) return;
  for (const [, name = ''] of (textOf(file) ?? '').matchAll(/["'`]([\w@./-]{1,200})["'`]/g)) {
    addFile(posix.join(posix.dirname(path), name), runnable, found);
  }
}

function addFile(stem: string, { files }: Runnable, found: Set<string>): void {
  const path = endings.map((ending) => stem + ending).find((each) => files.has(each));
  if (path !== undefined && path !== 'package.json') found.add(path);
}
