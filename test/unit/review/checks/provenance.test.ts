import { expect, test } from 'vitest';
import { provenance } from '../../../../src/review/checks/provenance.ts';
import { addedVersion } from '../../../support/review.ts';

test.each([
  ['invalid', undefined, 'provenance-invalid', 'block'],
  ['invalid', 'valid', 'provenance-invalid', 'block'],
  ['none', 'valid', 'provenance-dropped', 'person'],
] as const)('%s after %s: %s', async (now, before, check, level) => {
  const version = await addedVersion({
    provenance: now,
    ...(before && { previous: { provenance: before } }),
  });
  expect(provenance(version)).toMatchObject([{ check, level }]);
});

test.each([
  ['valid', undefined],
  ['valid', 'valid'],
  ['valid', 'none'],
  ['none', undefined],
  ['none', 'none'],
  ['none', 'invalid'],
] as const)('%s after %s is nothing', async (now, before) => {
  const version = await addedVersion({
    provenance: now,
    ...(before && { previous: { provenance: before } }),
  });
  expect(provenance(version)).toEqual([]);
});
