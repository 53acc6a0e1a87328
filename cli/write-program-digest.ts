// The last step of `npm run build`: names the bytes of the program that was built.
import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { digestFile, programFolder } from './program-digest.ts';

/** Of every module and of what names the website's files, in the order of their names, and of what package.json says of the libraries. */
async function writeProgramDigest(): Promise<void> {
  const hash = createHash('sha256');
  const entries = await readdir(programFolder, { recursive: true, withFileTypes: true });
  const modules = entries
    .filter((entry) => entry.isFile() && /\.c?js$|^manifest\.json$/.test(entry.name))
    .map((entry) => path.relative(programFolder, path.join(entry.parentPath, entry.name)))
    .sort();
  for (const file of [...modules, '../package.json']) {
    const bytes = await readFile(path.join(programFolder, file));
    hash.update(`${file}\0${bytes.length}\0`).update(bytes);
  }
  await writeFile(digestFile, hash.digest('hex'));
}

await writeProgramDigest();
