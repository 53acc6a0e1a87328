import { describe, expect, it, test } from 'vitest';
import { findAdvisories } from '../../../src/advisories/audit-request.ts';
import { auditReport } from '../../../src/advisories/audit-report.ts';
import { parseDependencyTree } from '../../../src/advisories/dependency-tree.ts';
import { advisoriesFrom, affects, osv } from '../../support/advisories.ts';
import { json } from '../../support/model.ts';

const of = advisoriesFrom(
  osv('ACME-1', { summary: 'It leaks', aliases: ['CVE-2026-1'], details: 'All of it.' }),
  osv('ACME-2', {
    affected: [affects('deep', [{ introduced: '0' }])],
    database_specific: { severity: 'CRITICAL' },
  }),
);

interface Report {
  readonly actions: readonly { readonly resolves: readonly { readonly path: string }[] }[];
  readonly advisories: Readonly<Record<string, { readonly findings: readonly object[] }>>;
  readonly metadata: { readonly vulnerabilities: Readonly<Record<string, number>> };
}

function report(body: unknown): Report {
  const tree = parseDependencyTree(body);
  // The first test below shows this shape.
  return auditReport(tree, findAdvisories(tree.audited, of)) as unknown as Report;
}

const paths = (body: unknown): string[] =>
  report(body).actions.flatMap(({ resolves }) => resolves.map(({ path }) => path));

describe('the report', () => {
  it('has the shape that npm 6 reads', () => {
    const id = expect.any(Number) as number;
    const found = report({
      name: 'project',
      version: '1.0.0',
      requires: { app: '^1.0.0', tool: '*' },
      dependencies: {
        app: { version: '1.0.0', requires: { pkg: '^1.0.0' } },
        pkg: { version: '1.0.0' },
        tool: {
          version: '3.0.0',
          dev: true,
          requires: { pkg: '1.1.0' },
          dependencies: { pkg: { version: '1.1.0', dev: true, bundled: true } },
        },
        patched: { version: '1.2.0', optional: true },
      },
    });
    expect(found).toEqual({
      actions: [
        {
          action: 'review',
          module: 'pkg',
          resolves: [
            { id, path: 'app>pkg', dev: false, optional: false, bundled: false },
            { id, path: 'tool>pkg', dev: true, optional: false, bundled: true },
          ],
        },
      ],
      advisories: {
        [Object.keys(found.advisories)[0] ?? '']: {
          id,
          findings: [
            { version: '1.0.0', paths: ['app>pkg'], dev: false, optional: false, bundled: false },
            { version: '1.1.0', paths: ['tool>pkg'], dev: true, optional: false, bundled: true },
          ],
          url: 'https://osv.dev/vulnerability/ACME-1',
          title: 'It leaks',
          severity: 'moderate',
          module_name: 'pkg',
          vulnerable_versions: '<1.2.0',
          patched_versions: '>=1.2.0',
          recommendation: 'Upgrade to version >=1.2.0',
          overview: 'All of it.',
          cwe: [],
          cves: ['CVE-2026-1'],
          cvss: { score: 0, vectorString: null },
          github_advisory_id: null,
          references: 'https://osv.dev/vulnerability/ACME-1',
          created: '2026-02-03T04:05:06Z',
          updated: '2026-02-03T04:05:06Z',
          deleted: null,
          access: 'public',
          found_by: { name: '' },
          reported_by: { name: '' },
          metadata: null,
        },
      },
      muted: [],
      metadata: {
        vulnerabilities: { info: 0, low: 0, moderate: 2, high: 0, critical: 0 },
        dependencies: 2,
        devDependencies: 2,
        optionalDependencies: 1,
        totalDependencies: 5,
      },
    });
  });

  it('is empty where nothing is vulnerable', () => {
    expect(report({})).toMatchObject({
      actions: [],
      advisories: {},
      muted: [],
      metadata: { vulnerabilities: { critical: 0 }, totalDependencies: 0 },
    });
  });

  it('says "none" in the words of npm where no version is patched', () => {
    const found = report({ dependencies: { deep: { version: '1.0.0' } } });
    expect(Object.values(found.advisories)).toMatchObject([{ patched_versions: '<0.0.0' }]);
  });
});

describe('a path', () => {
  it('is the shortest, along what Node.js would find', () => {
    const dependencies = {
      a: {
        version: '1.0.0',
        requires: { b: '*', deep: '*' },
        dependencies: { deep: { version: '1.0.0' } },
      },
      b: { version: '1.0.0', requires: { c: '*' } },
      c: { version: '1.0.0', requires: { deep: '*', a: '*' } },
      deep: { version: '2.0.0' },
    };
    expect(paths({ requires: { a: '*' }, dependencies })).toEqual(['a>deep', 'a>b>c>deep']);
  });

  it('goes through the workspaces that pnpm puts above', () => {
    const workspace = {
      version: '0.0.0',
      requires: { pkg: '1.0.0' },
      dependencies: { pkg: { version: '1.0.0' } },
    };
    const body = { requires: { '.': '0.0.0' }, dependencies: { '.': workspace } };
    expect(paths(body)).toEqual(['.>pkg']);
  });

  it('is the name alone of what nothing requires', () => {
    expect(paths({ requires: {}, dependencies: { pkg: { version: '1.0.0' } } })).toEqual(['pkg']);
    expect(paths({ requires: true, dependencies: { pkg: { version: '1.0.0' } } })).toEqual(['pkg']);
  });

  it('ends in a circle as elsewhere', () => {
    const dependencies = {
      pkg: { version: '1.0.0', requires: { deep: '*' } },
      deep: { version: '1.0.0', requires: { pkg: '*' } },
    };
    expect(paths({ requires: { pkg: '*' }, dependencies }).sort()).toEqual(['pkg', 'pkg>deep']);
  });

  it('of many steps is told by its ends', () => {
    const chain = Array.from({ length: 100 }, (_, n) => [
      `n${n}`,
      { version: '1.0.0', requires: { [n === 99 ? 'pkg' : `n${n + 1}`]: '*' } },
    ]);
    const dependencies = { ...Object.fromEntries(chain), pkg: { version: '1.0.0' } } as object;
    expect(paths({ requires: { n0: '*' }, dependencies })).toEqual(['n0>…>pkg']);
  });
});

describe('what strangers send', () => {
  test.each([
    ['null', 'null'],
    ['a list', '[]'],
    ['dependencies that are a list', '{"dependencies": []}'],
    ['dependencies that are null', '{"dependencies": null}'],
    ['a dependency that is a text', '{"dependencies": {"pkg": "1.0.0"}}'],
    ['a dependency that is a list', '{"dependencies": {"pkg": []}}'],
    ['requirements that are a list', '{"requires": ["pkg"], "dependencies": {}}'],
    ['the same further down', '{"dependencies": {"pkg": {"requires": 7}}}'],
    ['the same below __proto__', '{"dependencies": {"__proto__": {"dependencies": 7}}}'],
  ])('AUDIT_INVALID: %s', (_, text) => {
    expect(() => report(JSON.parse(text))).toThrow(
      expect.objectContaining({ code: 'AUDIT_INVALID' }),
    );
  });

  it('AUDIT_INVALID: nested deeper than any tree', () => {
    let body: object = {};
    for (let depth = 0; depth < 100_000; depth++) body = { dependencies: { pkg: body } };
    expect(() => report(body)).toThrow(expect.objectContaining({ code: 'AUDIT_INVALID' }));
  });

  it('names of every object are names like any other', () => {
    const text = `{"requires": {"__proto__": "*", "constructor": "*"}, "dependencies": {
      "__proto__": {"version": "1.0.0", "dev": "yes", "requires": {"pkg": "*"}},
      "constructor": {"version": {"toString": 1}},
      "pkg": {"version": "1.0.0"}}}`;
    expect(report(json(text))).toMatchObject({
      actions: [{ module: 'pkg', resolves: [{ path: '__proto__>pkg' }] }],
      metadata: { dependencies: 3, totalDependencies: 3 },
    });
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  it('costs an answer of bounded size, which counts everything', () => {
    const places = Array.from({ length: 2000 }, (_, n) => [
      `n${n}`,
      { version: '1.0.0', requires: { pkg: '*' }, dependencies: { pkg: { version: `1.1.${n}` } } },
    ]);
    const found = report({ dependencies: Object.fromEntries(places) as object });
    expect(found.metadata.vulnerabilities).toMatchObject({ moderate: 2000 });
    expect(found.actions[0]?.resolves).toHaveLength(100);
    expect(Object.values(found.advisories)[0]?.findings).toHaveLength(100);
  });
});
