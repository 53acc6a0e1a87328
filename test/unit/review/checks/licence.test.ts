import { expect, test } from 'vitest';
import { checkLicence } from '../../../../src/review/checks/licence.ts';
import { addedVersion } from '../../../support/review.ts';

async function found(manifest: object, before?: object): Promise<readonly string[]> {
  const version = await addedVersion({
    manifest,
    ...(before === undefined ? {} : { previous: { manifest: before } }),
  });
  return checkLicence(version).map(({ check, level }) => `${check} ${level}`);
}

test.each(['MIT', '(MIT OR Apache-2.0)', 'UNLICENSED', 'SEE LICENSE IN LICENCE.txt'])(
  'is silent about %s',
  async (license) => {
    expect(await found({ license })).toEqual([]);
    expect(await found({ license }, { license })).toEqual([]);
  },
);

test.each([
  ['none', {}],
  ['blank', { license: ' ' }],
  ['no SPDX expression', { license: 'Apache 2' }],
  ['no text', { license: 5 }],
  ['an object', { license: { type: 'MIT', url: 'https://example.com' } }],
  ['the old list', { licenses: [{ type: 'MIT' }, 'ISC'] }],
  ['named like a method', { license: 'toString' }],
  ['far too long', { license: 'MIT OR '.repeat(20_000) }],
])('warns of a licence that is %s', async (_, manifest) => {
  expect(await found(manifest)).toEqual(['licence-invalid warning']);
});

test('only mentions what was wrong before', async () => {
  expect(await found({}, {})).toEqual(['licence-invalid info']);
});

test('says which expression is similar', async () => {
  const [finding] = checkLicence(await addedVersion({ manifest: { license: 'Apache 2' } }));
  expect(finding?.message).toContain('Apache-2.0');
});

test('asks somebody to look at another licence than the previous one', async () => {
  expect(await found({ license: 'BUSL-1.1' }, { license: 'MIT' })).toEqual([
    'licence-changed person',
  ]);
  expect(await found({}, { license: 'MIT' })).toEqual([
    'licence-invalid warning',
    'licence-changed person',
  ]);
});

test('a licence where there was none is good news', async () => {
  expect(await found({ license: 'MIT' }, {})).toEqual(['licence-changed info']);
});

test('the same licence in its new form is no other licence', async () => {
  expect(await found({ license: 'MIT' }, { licenses: [{ type: 'MIT' }] })).toEqual([]);
});
