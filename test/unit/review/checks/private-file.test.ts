import { expect, test } from 'vitest';
import { privateFile } from '../../../../src/review/checks/private-file.ts';
import { type AddedParts, addedVersion } from '../../../support/review.ts';

async function findingsOf(parts: AddedParts) {
  return privateFile(await addedVersion(parts));
}

const key = ['-----BEGIN', 'RSA PRIVATE KEY-----\nMIIE'].join(' ');

test.each([
  ['.npmrc', 'package-lock=false'],
  ['sub/.env', 'A=1'],
  ['.env.production', 'A=1'],
  ['.netrc', ''],
  ['.pypirc', ''],
  ['.aws/credentials', ''],
  ['.docker/config.json', '{}'],
  ['keys/id_rsa', ''],
  ['server.pem', 'what is this'],
  ['sign.p12', '\0\u0001'],
  ['release.keystore', '\0'],
  ['npm-debug.log.123', ''],
])('%s is for a person', async (file, text) => {
  expect(await findingsOf({ files: { [file]: text } })).toMatchObject([
    { check: 'private-file', level: 'person', file },
  ]);
});

test.each([
  ['.npmrc', '//registry.acme.dev/:_authToken=abcdef'],
  ['.npmrc', '\n//r.dev/:_authToken = "abcdef"\n'],
  ['.npmrc', '_auth=YTpi'],
  ['id_ed25519', key],
  ['server.key', key],
])('%s with a credential may not be merged', async (file, text) => {
  const found = await findingsOf({ files: { [file]: text } });
  expect(found).toMatchObject([{ level: 'block', file }]);
  expect(JSON.stringify(found)).not.toMatch(/abcdef|YTpi|MIIE/);
});

test.each([
  ['.npmrc', '//r.dev/:_authToken=${NPM_TOKEN}'],
  ['.npmrc', '# _authToken=abc\n; _auth=abc\n_authToken=\n'],
])('%s without a literal token is for a person: %s', async (file, text) => {
  expect(await findingsOf({ files: { [file]: text } })).toMatchObject([{ level: 'person' }]);
});

test.each([
  ['.env.example', 'A=1'],
  ['.env.local.sample', 'A=1'],
  ['lib/env.js', ''],
  ['docs/npmrc.md', ''],
  ['lib/keyboard.key.js', ''],
  ['ca.pem', '-----BEGIN CERTIFICATE-----\nMIIE'],
  ['.gitignore', ''],
  ['git/config', ''],
])('%s is meant to be published', async (file, text) => {
  expect(await findingsOf({ files: { [file]: text } })).toEqual([]);
});

test('the key of a test is for a person', async () => {
  expect(await findingsOf({ files: { 'test/server.key': key } })).toMatchObject([
    { level: 'person' },
  ]);
});

test('a repository’s history is one finding', async () => {
  const files = { '.git/HEAD': 'x', '.git/objects/ab': 'x', 'sub/.svn/entries': 'x' };
  const found = await findingsOf({ files });
  expect(found.map(({ message }) => message.slice(0, 12))).toEqual([
    '.git is the ',
    'sub/.svn is ',
  ]);
  expect(
    await findingsOf({ files, previous: { files: { '.git/a': '', 'sub/.svn/b': '' } } }),
  ).toEqual([]);
});

test('a file that was published before counts only for a new credential', async () => {
  const previous = { files: { '.env': 'A=1', '.npmrc': 'save-exact=true' } };
  const files = { '.env': 'A=2', '.npmrc': '//r.dev/:_authToken=abcdef' };
  expect(await findingsOf({ files, previous })).toMatchObject([{ file: '.npmrc', level: 'block' }]);
});
