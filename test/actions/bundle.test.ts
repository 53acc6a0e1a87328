// The committed bundle of the actions.
import { execFile } from 'node:child_process';
import { cp, readdir, readFile, writeFile } from 'node:fs/promises';
import { builtinModules } from 'node:module';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { temporaryDirectory } from '../support/temp-dir.ts';

const root = resolve(import.meta.dirname, '../..');
const bundle = join(root, '.github/actions/bundle');

async function readFiles(folder: string): Promise<ReadonlyMap<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  const files = new Map<string, string>();
  for (const path of paths.sort()) {
    files.set(path.slice(folder.length + 1), await readFile(path, 'utf8'));
  }
  return files;
}

test('is what the sources make: run `npm run build:actions` and commit it', async () => {
  const dir = await temporaryDirectory();
  const config = ['-c', 'rolldown.actions.config.js', '--dir', dir, '--log-level', 'warn'];
  await promisify(execFile)(process.execPath, ['node_modules/rolldown/bin/cli.mjs', ...config], {
    cwd: root,
  });
  const [built, committed] = [await readFiles(dir), await readFiles(bundle)];
  expect([...committed.keys()]).toEqual([...built.keys()]);
  const differing = [...built].filter(([path, text]) => committed.get(path) !== text);
  expect(differing.map(([path]) => path)).toEqual([]);
});

test('names no place of the machine that made it', async () => {
  for (const [path, text] of await readFiles(bundle)) {
    expect(text.includes(root), path).toBe(false);
    expect(text.includes(`${homedir()}/`), path).toBe(false);
  }
});

/** The actions alone, as a workflow gets them of another repository. */
async function copyActions(): Promise<string> {
  const folder = await temporaryDirectory();
  await cp(join(root, '.github/actions'), join(folder, 'actions'), { recursive: true });
  await writeFile(join(folder, 'package.json'), '{"type":"module"}');
  return join(folder, 'actions');
}

test('needs nothing but Node', async () => {
  const folder = await copyActions();
  const script = [
    // It loads all that the actions have in common, and says what it lacks.
    `const { main } = (await import(${JSON.stringify(join(folder, 'bundle/main.cjs'))})).default;`,
    `await import(${JSON.stringify(join(folder, 'bundle/worker.js'))});`,
    `await import(${JSON.stringify(join(folder, 'bundle/publint.js'))});`,
    'console.log(typeof main);',
  ].join('\n');
  const args = ['--input-type=module', '-e', script];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: folder, env: {} });
  expect(stdout).toBe('function\n');
  const builtin = new Set(builtinModules.flatMap((name) => [name, `node:${name}`]));
  for (const [path, text] of await readFiles(bundle)) {
    const loaded = text.matchAll(/(?<![`'"])\b(?:require|import)\(\s*[`'"]([\w@/:.-]+)[`'"]\s*\)/g);
    const names = [...loaded].map(([, name = '']) => name);
    expect(
      names.filter((name) => !builtin.has(name)),
      path,
    ).toEqual([]);
  }
});

test('is shipped, so that a registry can run it from node_modules', async () => {
  const { files } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as {
    readonly files: readonly string[];
  };
  expect(files).toContain('.github/actions');
});
