// What names the bytes of the built program: what one build keeps, only the same program reads.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the built program. */
export const programFolder: string = fileURLToPath(new URL('..', import.meta.url));
export const digestFile: string = path.join(programFolder, 'program.sha256');

/** As `npm run build` wrote it; `undefined` when the program was not built so, and then nothing is kept. */
export async function readProgramDigest(): Promise<string | undefined> {
  const text = await readFile(digestFile, 'utf8').catch(() => '');
  return /^[0-9a-f]{64}$/.test(text) ? text : undefined;
}
