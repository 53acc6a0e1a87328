// Texts that other projects have been attacked with, where a copy of that collection is at hand.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { inspectTarball } from '../../src/inspect/inspect-tarball.ts';

/** Where the environment says that they lie; `isHere` also where they lie beside the project. */
export const named: string | undefined = process.env['STILLPACK_HOSTILE_DIR'];
const folder = named ?? '../shared/hostile';
export const isHere: boolean = named !== undefined || existsSync(folder);

export type NamedText = readonly [name: string, text: string];

export async function hostileReadmes(): Promise<readonly NamedText[]> {
  return isHere ? [...(await readmesOfTarballs()), ...textsOfLists()] : [];
}

async function readmesOfTarballs(): Promise<readonly NamedText[]> {
  const files = readdirSync(path.join(folder, 'readme')).filter((file) => file.endsWith('.tgz'));
  const texts = files.map(async (file): Promise<NamedText> => {
    const bytes = readFileSync(path.join(folder, 'readme', file));
    const { tarball } = await inspectTarball(bytes, { path: file });
    return [file, tarball?.readme?.text ?? ''];
  });
  return Promise.all(texts);
}

const lists = [
  'blns.json',
  'data-urls.json',
  'dompurify-payloads.json',
  'h5sc-vectors.json',
  'loofah-sanitizer.json',
];

function textsOfLists(): readonly NamedText[] {
  return lists.flatMap((file) => {
    const rows = JSON.parse(readFileSync(path.join(folder, 'lists', file), 'utf8')) as Row[];
    return rows.map((row, index): NamedText => [`${file} ${index}`, textOf(row)]);
  });
}

/** A text, an object with one, or an address with what it means. */
type Row =
  | string
  | { readonly payload?: string; readonly input?: string }
  | readonly [address: string, ...rest: unknown[]];

function textOf(row: Row): string {
  if (typeof row === 'string') return row;
  if ('payload' in row || 'input' in row) return row.payload ?? row.input ?? '';
  const [address] = row as readonly [string];
  return `[x](<${address}>) ![x](<${address}>) <a href="${address}">x</a>`;
}
