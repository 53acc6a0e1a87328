import { describe, expect, it, test } from 'vitest';
import { type Advisory } from '../../../src/advisories/advisory.ts';
import { findAdvisories, parseBulkRequest } from '../../../src/advisories/audit-request.ts';
import { bulkAnswer } from '../../../src/advisories/bulk-answer.ts';
import { joinAnswers } from '../../../src/advisories/join-answers.ts';
import { advisoriesFrom, advisoryFrom, affects, below, osv } from '../../support/advisories.ts';
import { json, packageName } from '../../support/model.ts';

const of = advisoriesFrom(
  osv('ACME-1', {
    summary: 'It leaks',
    database_specific: { severity: 'HIGH', cwe_ids: ['CWE-200'] },
  }),
  osv('ACME-2', { affected: [affects('pkg', [{ introduced: '2.0.0' }])] }),
  osv('ACME-3', { affected: [affects('@acme/ui', below('1.0.0'))] }),
);
const answer = (body: unknown): unknown => bulkAnswer(findAdvisories(parseBulkRequest(body), of));

describe('the bulk answer', () => {
  it('has the advisories of the versions asked for, in the shape of npm', () => {
    expect(answer({ pkg: ['1.0.0', '1.9.0'], '@acme/ui': ['1.0.0'], other: ['1.0.0'] })).toEqual({
      pkg: [
        {
          id: expect.any(Number) as number,
          url: 'https://osv.dev/vulnerability/ACME-1',
          title: 'It leaks',
          severity: 'high',
          vulnerable_versions: '<1.2.0',
          cwe: ['CWE-200'],
          cvss: { score: 0, vectorString: null },
        },
      ],
    });
  });

  it('has several of one package, and a prerelease counts as it is ordered', () => {
    expect(answer({ pkg: ['1.0.0', '2.0.0'] })).toMatchObject({ pkg: [{}, {}] });
    expect(answer({ pkg: ['1.2.0-rc.1'] })).toMatchObject({ pkg: [{}] });
    expect(answer({ pkg: ['2.0.0-rc.1'] })).toEqual({});
  });

  it.each([
    [{}],
    [{ pkg: [] }],
    [{ pkg: ['file:../pkg', 'git+ssh://git@acme.example/pkg.git#1', '', '1', 'x'.repeat(10_000)] }],
    [{ '../../etc/passwd': ['1.0.0'], constructor: ['1.0.0'], toString: ['1.0.0'] }],
    [json('{"__proto__": ["1.0.0"]}')],
  ])('is empty where nothing is known: %j', (body) => {
    expect(answer(body)).toEqual({});
  });
});

test.each([
  ['nothing', undefined],
  ['null', null],
  ['a list', []],
  ['a text', 'pkg'],
  ['versions that are no list', { pkg: '1.0.0' }],
  ['versions that are an object', { pkg: { 0: '1.0.0', length: 1 } }],
  ['a version that is no text', { pkg: [['1.0.0']] }],
  ['the same below __proto__', json('{"__proto__": {"pkg": ["1.0.0"]}}')],
])('AUDIT_INVALID: %s', (_, body) => {
  expect(() => answer(body)).toThrow(expect.objectContaining({ code: 'AUDIT_INVALID' }));
});

describe('joinAnswers', () => {
  const pkg = packageName('pkg');
  const other = packageName('other');
  const own = advisoryFrom(osv('ACME-1', { aliases: ['GHSA-aaaa-bbbb-cccc'] }));
  const theirs = (more: Partial<Advisory>): Advisory => ({
    ...own,
    ghsa: undefined,
    id: 5,
    ...more,
  });

  it('gives those of both, ours first', () => {
    const joined = joinAnswers(
      new Map([[pkg, [own]]]),
      new Map([
        [pkg, [theirs({})]],
        [other, [theirs({ name: other })]],
      ]),
    );
    expect([...joined].map(([name, rows]) => [name, rows.map(({ id }) => id)])).toEqual([
      ['pkg', [own.id, 5]],
      ['other', [5]],
    ]);
  });

  it('tells one vulnerability once, as ours', () => {
    const same = [theirs({ ghsa: 'GHSA-aaaa-bbbb-cccc' }), theirs({ id: own.id })];
    const joined = joinAnswers(new Map([[pkg, [own]]]), new Map([[pkg, same]]));
    expect(joined).toEqual(new Map([[pkg, [own]]]));
  });
});
