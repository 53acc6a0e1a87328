import { expect, test } from 'vitest';
import { checkAbout } from '../../../../src/review/checks/about.ts';
import { type AddedParts, addedVersion } from '../../../support/review.ts';

async function found(parts: AddedParts): Promise<readonly string[]> {
  return checkAbout(await addedVersion(parts)).map(({ check }) => check);
}

const complete = {
  description: 'Pads',
  repository: { type: 'git', url: 'git+https://x.example/a' },
};

test('is silent about a package that says what it is and where its source lies', async () => {
  expect(await found({ manifest: complete })).toEqual([]);
  expect(await found({ manifest: { ...complete, repository: 'github:acme/ui' } })).toEqual([]);
});

test.each([
  ['none', {}],
  ['blank', { description: ' ', repository: { url: '' } }],
  ['no text', { description: 5, repository: ['git'] }],
])('says that description and repository are missing: %s', async (_, manifest) => {
  expect(await found({ manifest })).toEqual(['description-missing', 'repository-missing']);
});

test('says it when they are gone, and not again where they never were', async () => {
  expect(await found({ previous: { manifest: complete } })).toEqual([
    'description-missing',
    'repository-missing',
  ]);
  expect(await found({ previous: {} })).toEqual([]);
});
