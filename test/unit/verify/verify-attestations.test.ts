import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { builtFor, edit, findingsIn } from '../../support/built-registry.ts';

const name = '@acme/ui';
const documents = ['@acme/ui', '@acme%2fui', '@acme%2Fui'].map(
  (spelling) => `-/npm/v1/attestations/${spelling}@1.0.0`,
);
const [document = ''] = documents;

describe('the attestations of a version are DOCUMENT_DIFFERS', () => {
  test('when they are missing', async () => {
    const dir = await builtFor('static');
    for (const path of documents) await rm(join(dir, path));
    expect(await findingsIn(dir)).toContain(`DOCUMENT_DIFFERS ${document}`);
  });

  test.each<readonly [string, string[], object]>([
    ['there are two', [], { attestations: [{}, {}] }],
    ['they have another type', ['attestations', '0'], { predicateType: 'x' }],
    ['they hold something else', ['attestations', '0'], { bundle: { mediaType: 'x' } }],
    [
      'they are of other bytes',
      ['attestations', '0', 'bundle', 'dsseEnvelope'],
      { payload: 'e30=' },
    ],
  ])('when %s', async (_what, keys, change) => {
    const dir = await builtFor('static');
    for (const path of documents) {
      await edit({ dir, path, keys }, (fields) => Object.assign(fields, change));
    }
    expect(await findingsIn(dir)).toContain(`DOCUMENT_DIFFERS ${document}`);
  });

  test('when the packument names them elsewhere', async () => {
    const dir = await builtFor('static');
    const keys = ['versions', '1.0.0', 'dist', 'attestations'];
    for (const path of [name, '@acme%2fui', '@acme%2Fui']) {
      await edit({ dir, path, keys }, (said) => (said['url'] = 'https://elsewhere.example/'));
    }
    expect(await findingsIn(dir)).toContain(`DOCUMENT_DIFFERS ${document}`);
  });
});

test('a spelling that differs from the others is TWIN_DIFFERS', async () => {
  const dir = await builtFor('static');
  await rm(join(dir, documents[2] ?? ''));
  expect(await findingsIn(dir)).toContain(`TWIN_DIFFERS ${documents[2] ?? ''}`);
});
