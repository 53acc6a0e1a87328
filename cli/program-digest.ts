// What names the bytes of the built program: what one build keeps, only the same program reads.
import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the built program. */
const programFolder = fileURLToPath(new URL('..', import.meta.url));
const digestFile = path.join(programFolder, 'program.sha256');

/** As `npm run build` wrote it; `undefined` when the program was not built so, and then nothing is kept. */
export async function readProgramDigest(): Promise<string | undefined> {
  const text = await readFile(digestFile, 'utf8').catch(() => '');
  return /^[0-9a-f]{64}$/.test(text) ? text : undefined;
}

/** Of every module, in the order of their names, and of what package.json says of the libraries. */
export async function writeProgramDigest(): Promise<void> {
  const hash = createHash('sha256');
  const entries = await readdir(programFolder, { recursive: true, withFileTypes: true });
  const modules = entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.js'))
    .map((entry) => path.relative(programFolder, path.join(entry.parentPath, entry.name)))
    .sort();
  for (const file of [...modules, '../package.json']) {
    const bytes = await readFile(path.join(programFolder, file));
    hash.update(`${file}\0${bytes.length}\0`).update(bytes);
  }
  await writeFile(digestFile, hash.digest('hex'));
}
