import { describe, expect, it, test } from 'vitest';
import { isInsecure } from '../../../src/advisories/advisory.ts';
import { parseAdvisories } from '../../../src/advisories/parse-advisories.ts';
import { patchedTextOf } from '../../../src/advisories/version-intervals.ts';
import {
  advisoriesFrom,
  advisoryFiles,
  advisoryFrom,
  affects,
  below,
  osv,
  problemsOf,
} from '../../support/advisories.ts';
import { encode, packageName, version } from '../../support/model.ts';

const rangeOf = (affected: readonly object[]): string =>
  advisoryFrom(osv('ACME-1', { affected })).vulnerableVersions;

describe('events', () => {
  test.each([
    ['introduced alone: from there on', [{ introduced: '1.0.0' }], '>=1.0.0'],
    ['introduced at "0": every version', [{ introduced: '0' }], '*'],
    ['fixed: not that version', below('1.2.0'), '<1.2.0'],
    [
      'last_affected: that version, too',
      [{ introduced: '1.0.0' }, { last_affected: '1.4.0' }],
      '>=1.0.0 <=1.4.0',
    ],
    ['one version', [{ introduced: '1.0.0' }, { last_affected: '1.0.0' }], '1.0.0'],
    [
      'limit: nothing from there on',
      [{ introduced: '1.0.0' }, { limit: '2.0.0' }],
      '>=1.0.0 <2.0.0',
    ],
    ['limit "*": none', [{ introduced: '1.0.0' }, { limit: '*' }, { limit: '2.0.0' }], '>=1.0.0'],
    [
      'several: the order of the file does not matter',
      [{ fixed: '2.1.0' }, { introduced: '2.0.0' }, { fixed: '1.1.0' }, { introduced: '1.0.0' }],
      '>=1.0.0 <1.1.0 || >=2.0.0 <2.1.0',
    ],
    [
      'prereleases',
      [{ introduced: '1.0.0-beta.1' }, { fixed: '1.0.0-rc.1' }],
      '>=1.0.0-beta.1 <1.0.0-rc.1',
    ],
  ])('%s', (_, events, expected) => {
    expect(rangeOf([affects('pkg', events)])).toBe(expected);
    expect(rangeOf([affects('pkg', events, 'ECOSYSTEM')])).toBe(expected);
  });

  it('join with versions and with other entries of the same package', () => {
    const listed = {
      package: { ecosystem: 'npm', name: 'pkg' },
      versions: ['0.9.0', '1.1.0', '3.0.0'],
    };
    expect(rangeOf([affects('pkg', [{ introduced: '1.0.0' }, { fixed: '1.2.0' }]), listed])).toBe(
      '0.9.0 || >=1.0.0 <1.2.0 || 3.0.0',
    );
  });

  it('of commits, and of other ecosystems, are passed over', () => {
    const commits = { type: 'GIT', events: [{ introduced: '0' }] };
    const entry = { ...affects('pkg', below('1.2.0')) } as { ranges: object[] };
    const elsewhere = { package: { ecosystem: 'PyPI', name: 'pkg' }, versions: ['9.9'] };
    expect(rangeOf([{ ...entry, ranges: [commits, ...entry.ranges] }, elsewhere, {}])).toBe(
      '<1.2.0',
    );
  });

  it('say what is patched', () => {
    const patched = (events: Parameters<typeof affects>[1]): string =>
      patchedTextOf(advisoryFrom(osv('ACME-1', { affected: [affects('pkg', events)] })).affected);
    expect(patched(below('1.2.0'))).toBe('>=1.2.0');
    expect(patched([{ introduced: '0' }, { last_affected: '1.2.0' }])).toBe('>1.2.0');
    expect(patched([{ introduced: '0' }])).toBe('<0.0.0');
    expect(patched([...below('1.2.0'), { introduced: '2.0.0' }])).toBe('>=1.2.0 <2.0.0');
  });
});

describe('an advisory', () => {
  it('says what npm shows', () => {
    expect(
      advisoryFrom(
        osv('GHSA-aaaa-bbbb-cccc', {
          summary: 'It leaks',
          details: 'All of it.',
          published: '2026-01-01T00:00:00Z',
          aliases: ['CVE-2026-12345'],
          severity: [{ type: 'CVSS_V3', score: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N' }],
          references: [
            { type: 'WEB', url: 'https://acme.example/blog' },
            { type: 'ADVISORY', url: 'https://acme.example/leak' },
          ],
          database_specific: { severity: 'HIGH', cwe_ids: ['CWE-200', 'other', 7] },
        }),
      ),
    ).toMatchObject({
      name: 'pkg',
      title: 'It leaks',
      url: 'https://acme.example/leak',
      severity: 'high',
      vulnerableVersions: '<1.2.0',
      cwe: ['CWE-200'],
      cves: ['CVE-2026-12345'],
      ghsa: 'GHSA-aaaa-bbbb-cccc',
      cvss: { score: 0, vectorString: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N' },
      overview: 'All of it.',
      created: '2026-01-01T00:00:00Z',
      updated: '2026-02-03T04:05:06Z',
    });
  });

  test.each([
    [{ summary: 'In short' }, 'In short'],
    [{ details: '\nFirst line\nsecond' }, 'First line'],
    [{}, 'ACME-1'],
    [{ summary: 'a\u001b[31mb\u202e' }, String.raw`a\u{1b}[31mb\u{202e}`],
  ])('has a title a terminal can show: %j', (more, title) => {
    expect(advisoryFrom(osv('ACME-1', more)).title).toBe(title);
  });

  test.each([
    ['LOW', 'low'],
    ['Moderate', 'moderate'],
    ['MEDIUM', 'moderate'],
    ['HIGH', 'high'],
    ['CRITICAL', 'critical'],
    ['terrible', 'moderate'],
    [9.8, 'moderate'],
    [undefined, 'moderate'],
  ])('of the severity %s is %s to npm', (severity, expected) => {
    const file = osv('ACME-1', { database_specific: { severity } });
    expect(advisoryFrom(file).severity).toBe(expected);
  });

  test.each([
    ['GHSA-aaaa-bbbb-cccc', [], 'https://github.com/advisories/GHSA-aaaa-bbbb-cccc'],
    ['ACME-1', ['javascript:alert(1)', 'nowhere'], 'https://osv.dev/vulnerability/ACME-1'],
    ['ACME-1', ['javascript:alert(1)', 'http://acme.example/a'], 'http://acme.example/a'],
  ])('%s has an address that a browser opens: %j', (id, urls, expected) => {
    const references = urls.map((url) => ({ type: 'WEB', url }));
    expect(advisoryFrom(osv(id, { references })).url).toBe(expected);
  });

  it('makes insecure the versions it affects', () => {
    const advisories = advisoriesFrom(
      osv('ACME-1'),
      osv('ACME-2', { affected: [affects('other', below('9.0.0'))] }),
    )(packageName('pkg'));
    expect(isInsecure(advisories, version('1.1.9'))).toBe(true);
    expect(isInsecure(advisories, version('1.2.0-rc.1'))).toBe(true);
    expect(isInsecure(advisories, version('1.2.0'))).toBe(false);
  });

  it('that was withdrawn counts no longer', () => {
    const { advisories, problems } = parseAdvisories(
      advisoryFiles(osv('ACME-1', { withdrawn: '2026-03-01T00:00:00Z' })),
    );
    expect([advisories.size, problems]).toEqual([0, []]);
  });

  it('about two packages is one of each', () => {
    const affected = [affects('pkg', below('1.0.0')), affects('@acme/ui', below('2.0.0'))];
    const of = advisoriesFrom(osv('ACME-1', { affected }));
    const [one, other] = [of(packageName('pkg')), of(packageName('@acme/ui'))];
    expect([one[0]?.vulnerableVersions, other[0]?.vulnerableVersions]).toEqual([
      '<1.0.0',
      '<2.0.0',
    ]);
    expect(one[0]?.id).not.toBe(other[0]?.id);
  });
});

describe('the id of an advisory', () => {
  const idsOf = (...names: readonly string[]): unknown[] =>
    advisoriesFrom(...names.map((name) => osv(name)))(packageName('pkg')).map(({ id }) => id);

  it('is a positive number of 31 bits, and stays what it is whatever else comes', () => {
    const [id] = idsOf('ACME-2');
    expect(id).toBeGreaterThan(0);
    expect(id).toBeLessThan(2 ** 31);
    expect(idsOf('ACME-1', 'ACME-2', 'ACME-3')[1]).toBe(id);
  });

  // The hashes of these two are the same.
  it('is never that of another', () => {
    expect(idsOf('ACME-11484')).toEqual(idsOf('ACME-41086'));
    const both = idsOf('ACME-11484', 'ACME-41086');
    expect(new Set(both).size).toBe(2);
    expect(both[0]).toEqual(idsOf('ACME-11484')[0]);
  });
});

describe('ADVISORY_INVALID leaves a file out, and no other', () => {
  const npm = { ecosystem: 'npm', name: 'pkg' };
  test.each([
    ['no modified', { modified: undefined }, /"modified"/],
    ['nothing affected', { affected: [] }, /"affected"/],
    [
      'no package of npm',
      { affected: [{ package: { ecosystem: 'Go', name: 'x' }, versions: ['1.0.0'] }] },
      /names no package of npm/,
    ],
    ['no name', { affected: [affects('../up', below('1.0.0'))] }, /no package of npm/],
    ['__proto__', { affected: [affects('__proto__', below('1.0.0'))] }, /no package of npm/],
    ['no version', { affected: [affects('pkg', below('1.x'))] }, /"1\.x", which is no version/],
    [
      'no version in a list',
      { affected: [{ package: npm, versions: ['one'] }] },
      /"one", which is no version/,
    ],
    ['no beginning', { affected: [affects('pkg', [{ fixed: '1.0.0' }])] }, /nothing introduces/],
    [
      'nothing between',
      { affected: [affects('pkg', [{ introduced: '1.0.0' }, { fixed: '1.0.0' }])] },
      /no version of pkg/,
    ],
    [
      'commits only',
      { affected: [affects('pkg', [{ introduced: '0' }], 'GIT')] },
      /no version of pkg/,
    ],
    ['another event', { affected: [affects('pkg', [{ begun: '0' } as object])] }, /begun/],
    [
      'two in one event',
      { affected: [affects('pkg', [{ introduced: '0', fixed: '1.0.0' }])] },
      /events/,
    ],
    ['a date that is none', { withdrawn: 'yesterday' }, /"withdrawn"/],
  ])('%s', (_, more, message) => {
    const problems = problemsOf(osv('ACME-1', more), osv('ACME-2'));
    expect(problems).toMatchObject([{ code: 'ADVISORY_INVALID', path: 'advisories/ACME-1.json' }]);
    expect(problems[0]?.message).toMatch(message);
  });

  it('which is named otherwise, is no JSON or has a key twice', () => {
    const files = [
      { path: 'advisories/other.json', bytes: encode(osv('ACME-1')) },
      { path: 'advisories/a.json', bytes: encode('{') },
      { path: 'advisories/b.json', bytes: encode('{"id": "b", "id": "b"}') },
      { path: 'advisories/c.json', bytes: 'too-large' as const },
    ];
    expect(parseAdvisories(files).problems.map(({ code, path }) => [code, path])).toEqual(
      ['a', 'b', 'c', 'other'].map((stem) => ['ADVISORY_INVALID', `advisories/${stem}.json`]),
    );
  });
});
