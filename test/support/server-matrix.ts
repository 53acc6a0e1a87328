// Which client installed from which host: every success leaves a line, the end of the run makes a table of them.
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';

const cache = resolve(import.meta.dirname, '../../.cache');
const folder = join(cache, 'host-matrix');

function fileOf(host: string): string {
  return join(folder, encodeURIComponent(host));
}

/** Before a host's suite: what earlier runs found is no longer true. */
export async function forgetHost(host: string): Promise<void> {
  await rm(fileOf(host), { force: true });
}

export async function recordSuccess(host: string, client: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(fileOf(host), `${client}\n`, { flag: 'a' });
}

/** Writes `.cache/host-matrix.md` and `.json` from all hosts that were tested so far. */
export async function writeMatrix(): Promise<void> {
  const files = await readdir(folder).catch(() => []);
  if (files.length === 0) return;
  const matrix: Record<string, string[]> = {};
  for (const file of files.toSorted()) {
    const lines = (await readFile(join(folder, file), 'utf8')).split('\n');
    matrix[decodeURIComponent(file)] = lines.filter((line) => line !== '');
  }
  await writeFile(join(cache, 'host-matrix.json'), `${JSON.stringify(matrix, undefined, 2)}\n`);
  await writeFile(join(cache, 'host-matrix.md'), renderMatrix(matrix));
}

function renderMatrix(matrix: Readonly<Record<string, readonly string[]>>): string {
  const clients = [...new Set(Object.values(matrix).flat())];
  const rows = Object.entries(matrix).map(([host, succeeded]) => [
    host,
    ...clients.map((client) => (succeeded.includes(client) ? '✓' : '✗')),
  ]);
  const lines = [['host', ...clients], ['---', ...clients.map(() => ':-:')], ...rows];
  return lines.map((cells) => `| ${cells.join(' | ')} |\n`).join('');
}
