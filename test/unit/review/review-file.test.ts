// review.json, which may come from a stranger.
import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Finding, finding } from '../../../src/review/finding.ts';
import {
  readReviewFile,
  renderReviewFile,
  type ReviewFile,
} from '../../../src/review/review-file.ts';
import type { Difference } from '../../../src/review/review-report.ts';
import { temporaryDirectory } from '../../support/temp-dir.ts';

const path = 'packages/@acme/ui/ui-2.0.0.tgz';
const size = { before: undefined, after: 10 };
const difference: Difference = {
  from: '1.0.0',
  to: '2.0.0',
  files: [{ path: 'index.js', size: { before: 9, after: 10 }, patch: '@@ -1 +1 @@' }],
  fields: [{ key: 'main', before: '"a.js"', after: undefined }],
  dependencies: [{ kind: 'dependencies', name: 'semver', before: '^6', after: '^7' }],
  sizes: { packed: size, unpacked: size, files: size, installed: undefined },
  outline: {
    before: undefined,
    after: { dependencies: 1, installScripts: ['postinstall'], licence: 'MIT' },
  },
};
const file: ReviewFile = {
  schema: 1,
  pullRequest: 7,
  report: {
    base: 'b'.repeat(40),
    head: 'a'.repeat(40),
    verdict: 'person',
    isByOwner: false,
    findings: [
      finding('name-new', { path, message: 'The name is new.', detail: 'Text\nas it is' }),
    ],
    packages: [
      {
        name: '@acme/ui',
        isNew: true,
        added: [{ version: '2.0.0', path, integrity: 'sha512-abc', difference }],
        removed: ['0.9.0'],
        meta: [{ key: 'owners', before: undefined, after: '["mira"]' }],
        changedFiles: ['packages/@acme/ui/meta.json'],
      },
    ],
    others: ['README.md'],
  },
};

async function readText(text: string): ReturnType<typeof readReviewFile> {
  const folder = await temporaryDirectory();
  await writeFile(join(folder, 'review.json'), text);
  return readReviewFile(folder);
}

test('what is written is read again', async () => {
  expect(await readText(renderReviewFile(file))).toEqual({ file });
});

test('what would be too large for its reader leaves out patches and quoted texts', async () => {
  const [before] = file.report.findings;
  const findings = [{ ...(before as Finding), detail: 'x'.repeat(4_000_000) }];
  const read = await readText(renderReviewFile({ ...file, report: { ...file.report, findings } }));
  expect(read.fault).toBeUndefined();
  expect(read.file?.report.findings).toEqual([{ ...before, detail: undefined }]);
  const [pkg] = read.file?.report.packages ?? [];
  expect(pkg?.added[0]?.difference.files).toEqual([
    { path: 'index.js', size: { before: 9, after: 10 } },
  ]);
});

test('its texts are made printable, whoever wrote them', async () => {
  const [before] = file.report.findings;
  const findings = [
    { ...before, message: '\n::error::\u202e', advice: '##[x]', file: '\u001b[31m' },
  ];
  const read = await readText(JSON.stringify({ ...file, report: { ...file.report, findings } }));
  expect(read.file?.report.findings).toMatchObject([
    { message: '\\u{a}\\u{3a}:error::\\u{202e}', advice: '\\u{23}#[x]', file: '\\u{1b}[31m' },
  ]);
});

const { report } = file;
const one = report.findings[0];

test.each<[string, unknown, RegExp]>([
  ['other keys', { ...file, run: 'rm -rf /' }, /"run" .*is not a known key/],
  [
    'other keys in a finding',
    { ...file, report: { ...report, findings: [{ ...one, html: '' }] } },
    /html/,
  ],
  ['a prototype', '{"schema":1,"__proto__":{"report":{}}}', /__proto__|report/],
  [
    'an unknown check',
    { ...file, report: { ...report, findings: [{ ...one, check: 'x' }] } },
    /check/,
  ],
  ['a verdict that does not follow', { ...file, report: { ...report, verdict: 'pass' } }, /follow/],
  ['a head that is no commit', { ...file, report: { ...report, head: 'main' } }, /head/],
  ['a number in words', { ...file, pullRequest: '1' }, /pullRequest/],
  ['a number that is none', { ...file, pullRequest: 0 }, /pullRequest/],
  ['a key twice', '{"schema":1,"schema":1}', /twice/],
  ['no JSON', '{', /is not JSON/],
  ['too much', `"${'x'.repeat(4_000_001)}"`, /more than 4000000 bytes/],
  ['deep nesting', '['.repeat(100_000), /nested too deep/],
  ['too many values', `[${'1,'.repeat(300_000)}1]`, /more than 200000 values/],
  ['no object', [], /object/],
  ['bytes that are no text', '\ud800', /./],
])('one with %s is none', async (_, given, fault) => {
  const read = await readText(typeof given === 'string' ? given : JSON.stringify(given));
  expect(read.fault).toMatch(fault);
  expect(read.file).toBeUndefined();
});

test('a fault quotes nothing that acts on a log', async () => {
  const { fault } = await readText(JSON.stringify({ ...file, '::error::x\n##[group]': 1 }));
  expect(fault).not.toMatch(/\n|##\[/);
});

test('a link in its place, a folder or nothing is none', async () => {
  const folder = await temporaryDirectory();
  const place = join(folder, 'review.json');
  expect((await readReviewFile(folder)).fault).toBe('There is no review.json.');
  await writeFile(join(folder, 'elsewhere.json'), renderReviewFile(file));
  await symlink('elsewhere.json', place);
  expect((await readReviewFile(folder)).fault).toMatch(/no regular file/);
  await rm(place);
  await mkdir(place);
  expect((await readReviewFile(folder)).fault).toMatch(/no regular file/);
});
