// UPDATE_GOLDEN=1 writes the expected documents anew; read the difference before committing it.
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { format } from 'prettier';
import { describe, expect, it } from 'vitest';
import type { OutputFile } from '../../src/output/output-file.ts';
import { json } from '../support/model.ts';
import { goldenDocuments } from './registry.ts';

const update = process.env['UPDATE_GOLDEN'] === '1';

const documents = await goldenDocuments();

describe('the documents of a small registry', () => {
  it.each([...documents])('are as expected: %s', async (owner, files) => {
    const name = owner.replace('@', '').replace('/', '-');
    const path = fileURLToPath(new URL(`expected/${name}.json`, import.meta.url));
    const actual = JSON.stringify(await Promise.all(files.map(readable)));
    if (update) await writeFile(path, await format(actual, { parser: 'json', printWidth: 100 }));
    const expected: unknown = JSON.parse(await readFile(path, 'utf8'));
    expect(JSON.parse(actual)).toEqual(expected);
    // The order of keys is part of the bytes.
    expect(actual).toBe(JSON.stringify(expected));
  });
});

/** The document with its body as JSON; a tarball without its body. */
async function readable({ body, owner, ...file }: OutputFile): Promise<object> {
  if (file.kind === 'tarball') return { ...file, owner };
  const bytes = typeof body === 'function' ? await body() : body;
  if (!(bytes instanceof Uint8Array)) throw new TypeError(`${file.url} has no bytes`);
  return { ...file, owner: owner ?? null, body: json(new TextDecoder().decode(bytes)) };
}
