import { expect, test } from 'vitest';
import { provenance } from '../../../../src/review/checks/provenance.ts';
import { addedVersion } from '../../../support/review.ts';

test('a provenance that the version before had', async () => {
  const version = await addedVersion({ previous: { provenance: 'valid' } });
  expect(provenance(version)).toMatchObject([{ check: 'provenance-dropped', level: 'person' }]);
});

test.each([
  ['valid', undefined],
  ['valid', 'valid'],
  ['valid', 'none'],
  ['none', undefined],
  ['none', 'none'],
  ['none', 'invalid'],
  ['invalid', 'valid'],
] as const)('%s after %s is nothing', async (now, before) => {
  const version = await addedVersion({
    provenance: now,
    ...(before && { previous: { provenance: before } }),
  });
  expect(provenance(version)).toEqual([]);
});
