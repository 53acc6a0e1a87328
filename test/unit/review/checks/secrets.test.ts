import { describe, expect, test } from 'vitest';
import { createSecretCheck, secrets } from '../../../../src/review/checks/secrets.ts';
import { type AddedParts, addedVersion } from '../../../support/review.ts';

async function findingsOf(parts: AddedParts) {
  return secrets(await addedVersion(parts));
}

/** Made of pieces, so that no scanner takes this file for a leak. */
const npmToken = ['npm', 'abcdefghijklmnopqrstuvwxyz0123456789'].join('_');
const githubToken = ['ghp', 'abcdefghijklmnopqrstuvwxyz0123456789'].join('_');
const privateKey = [
  '-----BEGIN',
  `PRIVATE KEY-----\nMI${'Ab1/'.repeat(40)}\n-----END`,
  'PRIVATE KEY-----',
].join(' ');
const url = ['https://somebody', 'hunter22@internal.acme.dev/path'].join(':');

describe('a secret in new text', () => {
  test.each([
    ['an npm token: npm_…', npmToken],
    ['a GitHub token: ghp_…', githubToken],
    ['a private key.', privateKey],
  ])('%s may not be merged, and is in no finding', async (what, secret) => {
    const files = { 'lib/config.js': `// first line\nconst key = \`${secret}\`;\n` };
    const found = await findingsOf({ files });
    expect(found).toMatchObject([
      {
        check: 'secret',
        level: 'block',
        file: 'lib/config.js',
        line: 2,
        message: `lib/config.js holds what looks like ${what}`,
      },
    ]);
    expect(JSON.stringify(found)).not.toContain(secret.slice(0, 12));
  });

  test('weighs less where examples stand, and for URLs, which examples mostly are', async () => {
    const files = { 'test/a.js': npmToken, 'b.js': url, 'README.md': url };
    const found = await findingsOf({ files });
    expect(found.map(({ file, level }) => [file, level])).toEqual([
      ['test/a.js', 'person'],
      ['b.js', 'person'],
      ['README.md', 'warning'],
    ]);
  });

  test.each(['secretlint-disable', 'secretlint-disable-line'])(
    'is found whatever the file says of itself: %s',
    async (comment) => {
      expect(
        await findingsOf({ files: { 'a.js': `// ${comment}\n${npmToken} // ${comment}` } }),
      ).toMatchObject([{ check: 'secret', level: 'block' }]);
    },
  );

  test('is found in a script with a NUL, and on any line of a large file', async () => {
    const filler = 'export const answer = 42;\n'.repeat(20_000);
    const files = { 'a.js': `/*\0*/ ${githubToken}`, 'b.js': `${filler}${npmToken}` };
    expect(await findingsOf({ files })).toMatchObject([
      { file: 'a.js', line: 1 },
      { file: 'b.js', line: 20_001 },
    ]);
  });
});

describe('silent', () => {
  test('where no secret is', async () => {
    const files = {
      'a.js': 'const token = process.env.NPM_TOKEN;',
      '.npmrc': '//r.dev/:_authToken=${TOKEN}',
    };
    expect(await findingsOf({ files })).toEqual([]);
  });

  test('on what the file held before, anywhere', async () => {
    const previous = { files: { 'a.js': npmToken } };
    expect(await findingsOf({ files: { 'a.js': `\n\n${npmToken}` }, previous })).toEqual([]);
  });

  test('on binary files', async () => {
    expect(await findingsOf({ files: { 'a.bin': `\0${npmToken}` } })).toEqual([]);
  });
});

test('many are summed up, the worst first', async () => {
  const tokens = Array.from({ length: 30 }, (_, at) => `npm_${String(at).padStart(36, 'a')}`);
  const found = await findingsOf({ files: { 'a.js': url, 'b.js': tokens.join('\n') } });
  expect(found).toHaveLength(21);
  expect(found[0]).toMatchObject({ level: 'block', file: 'b.js' });
  expect(found.at(-1)).toMatchObject({
    level: 'block',
    message: 'There are 11 more of this kind.',
  });
});

test('a file that cannot be scanned is named, and what the scanner says is not', async () => {
  const check = createSecretCheck({
    load: () => Promise.resolve(() => Promise.reject(new Error(npmToken))),
  });
  const found = await check(await addedVersion({ files: { 'a.js': 'x' } }));
  expect(found).toMatchObject([{ check: 'content-unread', level: 'person', file: 'package.json' }]);
  expect(found[0]?.message).toBe('No secrets were looked for in package.json and 1 further file.');
  expect(JSON.stringify(found)).not.toContain('npm_');
});
