import { describe, expect, it } from 'vitest';
import { packageOf } from '../../../src/model/package-of.ts';
import { summaryOf } from '../../../src/model/summary.ts';
import { directory, packageInput, type PackageParts, packageWith } from '../../support/model.ts';

function codesOf(parts: PackageParts): readonly string[] {
  return packageOf(packageInput(parts)).problems.map(({ code }) => code);
}

describe('packageOf', () => {
  it('dates versions by their landing, in whole seconds of UTC', () => {
    const pkg = packageWith({
      versions: [
        { version: '1.0.0', landed: '2024-03-01T12:00:00.900+02:00' },
        { version: '0.9.0', landed: '2024-04-01T00:00:00Z' },
      ],
      modified: '2024-05-01T00:00:00.999Z',
    });
    expect(pkg.versions.map(({ version, time }) => [version, time])).toEqual([
      ['0.9.0', '2024-04-01T00:00:00.000Z'],
      ['1.0.0', '2024-03-01T10:00:00.000Z'],
    ]);
    expect(pkg.created).toBe('2024-03-01T10:00:00.000Z');
    expect(pkg.modified).toBe('2024-05-01T00:00:00.000Z');
  });

  it('lets meta.json date and name the publisher of a mirrored version', () => {
    const pkg = packageWith({
      versions: [{ version: '1.0.0' }],
      meta: { versions: { '1.0.0': { time: '2015-01-02T03:04:05.678Z', publisher: 'sub' } } },
    });
    expect(pkg.versions[0]).toMatchObject({
      time: '2015-01-02T03:04:05.000Z',
      publisher: { name: 'sub' },
    });
    expect(pkg.created).toBe('2015-01-02T03:04:05.000Z');
  });

  it('says once that npm no longer accepts the name', () => {
    const parts = { name: 'AcmeStream', versions: [{ version: '1.0.0' }, { version: '2.0.0' }] };
    expect(codesOf(parts)).toEqual(['LEGACY_NAME']);
    expect(packageWith(parts).versions).toHaveLength(2);
  });

  it('is never modified before one of its versions', () => {
    const pkg = packageWith({
      versions: [{ version: '1.0.0' }],
      meta: { versions: { '1.0.0': { time: '2030-01-01T00:00:00Z' } } },
    });
    expect(pkg.modified).toBe('2030-01-01T00:00:00.000Z');
  });

  it('is left out as a whole when meta.json cannot be understood', () => {
    const parts = { versions: [{ version: '1.0.0' }], meta: { acces: 'restricted' } };
    expect(packageOf(packageInput(parts)).package).toBeUndefined();
    expect(codesOf(parts)).toEqual(['META_INVALID']);
  });

  it('is nothing when no version is left', () => {
    const gone = { versions: [{ version: '1.0.0' }], meta: { unpublished: { '1.0.0': {} } } };
    expect(packageOf(packageInput(gone)).package).toBeUndefined();
    expect(codesOf(gone)).toEqual(['VERSION_UNPUBLISHED']);
    expect(packageOf(packageInput({ versions: [] }))).toEqual({ package: undefined, problems: [] });
  });

  it('keeps the versions that are right when another is wrong, and moves latest to them', () => {
    const pkg = packageWith({
      versions: [{ version: '1.0.0' }, { version: '2.0.0', manifest: { name: 'other' } }],
    });
    expect(pkg.distTags).toEqual(new Map([['latest', '1.0.0']]));
  });

  it('moves latest off a deprecated version', () => {
    const pkg = packageWith({
      versions: [{ version: '1.0.0' }, { version: '2.0.0' }],
      meta: { deprecated: { '>=2': 'broken' } },
    });
    expect(pkg.distTags).toEqual(new Map([['latest', '1.0.0']]));
    expect(pkg.versions.map(({ deprecated }) => deprecated)).toEqual([undefined, 'broken']);
  });

  it('reports tags and deprecations of an unpublished version as stale', () => {
    expect(
      codesOf({
        versions: [{ version: '1.0.0' }],
        meta: {
          unpublished: { '1.0.1': {} },
          'dist-tags': { next: '1.0.1' },
          deprecated: { '1.0.1': 'no' },
        },
      }),
    ).toEqual(['META_STALE', 'META_STALE']);
  });

  it('is the same whatever the order of its files', () => {
    const versions = ['1.0.0', '2.0.0-rc.1', '1.10.0', '1.9.0'].map((version) => ({ version }));
    const expected = packageOf(packageInput({ versions })).package;
    const shuffled = packageOf(packageInput({ versions: versions.toReversed() })).package;
    expect(JSON.stringify(shuffled)).toBe(JSON.stringify(expected));
    expect(expected?.versions.map(({ version }) => version)).toEqual([
      '1.0.0',
      '1.9.0',
      '1.10.0',
      '2.0.0-rc.1',
    ]);
  });

  it('names maintainers with an address only when it is in users/', () => {
    const pkg = packageWith({
      versions: [{ version: '1.0.0' }],
      meta: { maintainers: ['zoe', 'mira'] },
      directory: directory({ users: { mira: { email: 'mira@acme.example' } } }),
    });
    expect(pkg.maintainers).toEqual([
      { name: 'mira', email: 'mira@acme.example' },
      { name: 'zoe' },
    ]);
  });
});

describe('summaryOf', () => {
  it('speaks of the version that latest points at', () => {
    const summary = summaryOf(
      packageWith({
        name: '@acme/ui',
        versions: [
          {
            version: '1.0.0',
            landed: '2024-02-01T00:00:00Z',
            manifest: {
              description: 'Buttons',
              keywords: ['a', 'b'],
              repository: 'acme/ui',
              author: 'Mira Lang <mira@acme.example>',
            },
          },
          { version: '2.0.0-rc.1', manifest: { description: 'New buttons' } },
        ],
      }),
    );
    expect(summary).toEqual({
      name: '@acme/ui',
      latest: '1.0.0',
      description: 'Buttons',
      keywords: ['a', 'b'],
      date: '2024-02-01T00:00:00.000Z',
      modified: '2024-06-01T00:00:00.000Z',
      publisher: { name: 'Ann' },
      author: { name: 'Mira Lang', email: 'mira@acme.example' },
      deprecated: false,
      maintainers: [],
      access: 'public',
      collaborators: new Map(),
      links: {
        homepage: 'https://github.com/acme/ui#readme',
        repository: 'https://github.com/acme/ui',
        bugs: 'https://github.com/acme/ui/issues',
      },
      versionCount: 2,
    });
  });

  it('links to the web only', () => {
    const manifest = {
      homepage: 'javascript:alert(1)',
      repository: { url: 'git+ssh://git@git.acme.example/ui.git' },
      bugs: { email: 'bugs@acme.example' },
    };
    const { links } = summaryOf(packageWith({ versions: [{ version: '1.0.0', manifest }] }));
    expect(links).toEqual({});
  });
});
