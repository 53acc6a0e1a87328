import { describe, expect, it } from 'vitest';
import { planPurge } from '../../../src/change/plan-purge.ts';
import { changedPackage, filesOf, heldPackage, writtenBy } from '../../support/held.ts';
import { version } from '../../support/model.ts';

const file = (name: string): string => `packages/@acme/ui/${name}`;
const time = '2024-01-01T00:01:00.000Z';
const digest = (letter: string): string => letter.repeat(64);
const about = { copies: [], commits: [digest('c')], reason: undefined };
const purged = (
  text: string,
): { version: ReturnType<typeof version>; time: string; blobs: string[] } => ({
  version: version(text),
  time,
  blobs: [digest('b')],
});

describe('a version that is purged', () => {
  it('loses its file, and its tombstone keeps what the history alone knew', () => {
    const pkg = heldPackage({ versions: ['1.0.0', '2.0.0'] });
    const change = planPurge({
      ...about,
      packages: [{ pkg, versions: [purged('1.0.0')] }],
      reason: 'a key',
    });
    expect(writtenBy(change)).toEqual({
      unpublished: {
        '1.0.0': {
          reason: 'a key',
          time,
          purged: { blobs: [digest('b')], commits: [digest('c')] },
        },
      },
    });
    expect(changedPackage(pkg, change).versions).toEqual(['2.0.0']);
    expect(change?.message).toMatch(/^stillpack purge @acme\/ui@1\.0\.0\n\na key\n/);
  });

  it('takes what points at it along, and copies of its file', () => {
    const meta = {
      'dist-tags': { old: '1.0.0', next: '2.0.0' },
      versions: { '1.0.0': { time: '2020-01-01T00:00:00.000Z' } },
    };
    const pkg = heldPackage({ versions: ['1.0.0', '2.0.0'], meta });
    const packages = [{ pkg, versions: [purged('1.0.0')] }];
    const change = planPurge({ ...about, packages, copies: ['docs/copy.tgz'] });
    expect(Object.keys(filesOf(change))).toContain('docs/copy.tgz');
    expect(writtenBy(change)).toMatchObject({
      'dist-tags': { next: '2.0.0' },
      unpublished: { '1.0.0': { time: '2020-01-01T00:00:00.000Z' } },
    });
    expect(writtenBy(change)).not.toHaveProperty('versions');
  });

  it('keeps the reason and the time of a tombstone that is there, and is done once', () => {
    const there = { reason: 'a key', time: '2020-01-01T00:00:00.000Z' };
    const meta = { unpublished: { 'v1.0.0': there } };
    const pkg = heldPackage({ versions: ['2.0.0'], meta });
    const again = { ...about, packages: [{ pkg, versions: [purged('1.0.0')] }] };
    const change = planPurge(again);
    expect(writtenBy(change)).toEqual({
      unpublished: {
        'v1.0.0': { ...there, purged: { blobs: [digest('b')], commits: [digest('c')] } },
      },
    });
    const next = changedPackage(pkg, change);
    expect(
      planPurge({ ...again, packages: [{ pkg: next, versions: [purged('1.0.0')] }] }),
    ).toBeUndefined();
  });

  it('can be the last one: the package is gone, its owners stay', () => {
    const pkg = heldPackage({
      versions: ['1.0.0'],
      meta: { maintainers: ['mira'], users: { jo: true } },
    });
    const change = planPurge({ ...about, packages: [{ pkg, versions: [purged('1.0.0')] }] });
    expect(filesOf(change)[file('ui-1.0.0.tgz')]).toBeUndefined();
    expect(writtenBy(change)).toMatchObject({ maintainers: ['mira'] });
    expect(writtenBy(change)).not.toHaveProperty('users');
  });

  it('remembers the newest commits only', () => {
    const commits = Array.from({ length: 300 }, (_, index) => index.toString(16).padStart(64, '0'));
    const pkg = heldPackage({ versions: ['1.0.0', '2.0.0'] });
    const packages = [{ pkg, versions: [purged('1.0.0')] }];
    const written = writtenBy(planPurge({ ...about, packages, commits }));
    expect(written).toMatchObject({
      unpublished: { '1.0.0': { purged: { commits: commits.slice(0, 256) } } },
    });
  });
});
