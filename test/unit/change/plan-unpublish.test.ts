import { describe, expect, it } from 'vitest';
import { planUnpublish } from '../../../src/change/plan-unpublish.ts';
import { changedPackage, filesOf, heldPackage, writtenBy } from '../../support/held.ts';
import { version } from '../../support/model.ts';

const file = (name: string): string => `packages/@acme/ui/${name}`;
const options = { version: undefined, reason: undefined, force: false };

describe('a version that is unpublished', () => {
  it('loses its file and gets a tombstone', () => {
    const pkg = heldPackage({ versions: ['1.0.0', '2.0.0'] });
    const change = planUnpublish({ ...options, pkg, version: version('1.0.0'), reason: 'a key' });
    expect(filesOf(change)).toEqual({
      [file('ui-1.0.0.tgz')]: undefined,
      [file('meta.json')]: expect.anything() as unknown,
    });
    expect(writtenBy(change)).toEqual({ unpublished: { '1.0.0': { reason: 'a key' } } });
    expect(change?.message).toBe(
      'npm unpublish @acme/ui@1.0.0\n\na key\n\nThe bytes stay in the history of this repository; `stillpack purge` takes them out.\n',
    );
    expect(changedPackage(pkg, change).versions).toEqual(['2.0.0']);
  });

  it('loses each of its files, a pointer too', () => {
    const pkg = heldPackage({ versions: ['1.0.0', '2.0.0'] });
    const twins = [file('acme-ui-1.0.0.tgz'), file('ui-1.0.0.tgz.json')].map((path) => ({
      path,
      version: version('1.0.0'),
    }));
    const held = { ...pkg, files: [...pkg.files, ...twins] };
    const change = planUnpublish({ ...options, pkg: held, version: version('1.0.0') });
    const removed = change?.files.filter(({ bytes }) => bytes === undefined);
    expect(removed?.map(({ path }) => path)).toEqual([
      file('ui-1.0.0.tgz'),
      ...twins.map(({ path }) => path),
    ]);
  });

  it('loses its provenance, and no other does', () => {
    const pkg = heldPackage({ versions: ['1.0.0', '2.0.0'], proven: ['1.0.0', '2.0.0'] });
    const change = planUnpublish({ ...options, pkg, version: version('1.0.0') });
    expect(Object.keys(filesOf(change)).toSorted()).toEqual(
      ['meta.json', 'ui-1.0.0.sigstore', 'ui-1.0.0.tgz'].map(file),
    );
    const whole = planUnpublish({ ...options, pkg, force: true });
    expect(filesOf(whole)).toMatchObject({ [file('ui-2.0.0.sigstore')]: undefined });
    expect(Object.keys(filesOf(whole))).toContain(file('ui-2.0.0.sigstore'));
  });

  it('takes with it what speaks of it, and nothing else', () => {
    const meta = {
      'dist-tags': { latest: '1.0.0', old: 'v1.0.0', next: '2.0.0', stale: '7.0.0' },
      maintainers: ['mira'],
      access: 'restricted',
      deprecated: { '1.0.0': 'a', '<2': 'b', '<3': 'c', '9.0.0': 'd' },
      unpublished: { '0.1.0': {} },
      users: { jo: true },
      versions: { '1.0.0': { publisher: 'jo' }, '2.0.0': { publisher: 'jo' } },
    };
    const pkg = heldPackage({ versions: ['1.0.0', '2.0.0'], meta });
    const change = planUnpublish({ ...options, pkg, version: version('1.0.0') });
    expect(writtenBy(change)).toEqual({
      'dist-tags': { next: '2.0.0', stale: '7.0.0' },
      maintainers: ['mira'],
      access: 'restricted',
      deprecated: { '<3': 'c', '9.0.0': 'd' },
      unpublished: { '0.1.0': {}, '1.0.0': {} },
      users: { jo: true },
      versions: { '2.0.0': { publisher: 'jo' } },
    });
  });

  it('is not unpublished twice', () => {
    const pkg = heldPackage({ versions: ['2.0.0'], meta: { unpublished: { '1.0.0': {} } } });
    expect(planUnpublish({ ...options, pkg, version: version('1.0.0') })).toBeUndefined();
  });

  it('loses a file that came back, and keeps its tombstone', () => {
    const unpublished = { '1.0.0': { reason: 'first' } };
    const pkg = heldPackage({ versions: ['1.0.0', '2.0.0'], meta: { unpublished } });
    const change = planUnpublish({ ...options, pkg, version: version('1.0.0'), reason: 'x' });
    expect(filesOf(change)).toEqual({ [file('ui-1.0.0.tgz')]: undefined });
  });

  it('is one of the package', () => {
    const pkg = heldPackage({ versions: ['1.0.0'] });
    expect(() => planUnpublish({ ...options, pkg, version: version('3.0.0') })).toThrow(
      expect.objectContaining({ code: 'VERSION_UNKNOWN' }),
    );
  });
});

describe('a package that is unpublished', () => {
  const meta = {
    $schema: 'meta.schema.json',
    'dist-tags': { next: '2.0.0' },
    maintainers: ['mira'],
    access: 'restricted',
    deprecated: { '*': 'gone' },
    unpublished: { '0.1.0': { reason: 'first' } },
    users: { jo: true },
    versions: { '1.0.0': { publisher: 'jo' } },
  };

  it('keeps tombstones of all its versions, who may publish it and who may read it', () => {
    const pkg = heldPackage({ versions: ['1.0.0', '2.0.0'], meta });
    const change = planUnpublish({ ...options, pkg, reason: 'moved', force: true });
    expect(Object.keys(filesOf(change))).toEqual([
      file('ui-1.0.0.tgz'),
      file('ui-2.0.0.tgz'),
      file('meta.json'),
    ]);
    expect(writtenBy(change)).toEqual({
      $schema: 'meta.schema.json',
      maintainers: ['mira'],
      access: 'restricted',
      unpublished: {
        '0.1.0': { reason: 'first' },
        '1.0.0': { reason: 'moved' },
        '2.0.0': { reason: 'moved' },
      },
    });
    expect(change?.message).toBe(
      'npm unpublish @acme/ui --force\n\nmoved\n\n- @acme/ui 1.0.0\n- @acme/ui 2.0.0\n\n' +
        'The bytes stay in the history of this repository; `stillpack purge` takes them out.\n',
    );
    const left = changedPackage(pkg, change);
    expect(planUnpublish({ ...options, pkg: left, force: true })).toBeUndefined();
  });

  it('is meant to be', () => {
    const pkg = heldPackage({ versions: ['1.0.0'], meta });
    for (const asked of [undefined, version('1.0.0')]) {
      expect(() => planUnpublish({ ...options, pkg, version: asked })).toThrow(
        expect.objectContaining({ code: 'OPTION_INVALID' }),
      );
    }
  });

  it('is so by its last version, too', () => {
    const pkg = heldPackage({ versions: ['1.0.0'], meta });
    const change = planUnpublish({ ...options, pkg, version: version('1.0.0'), force: true });
    expect(writtenBy(change)).not.toHaveProperty('users');
    expect(changedPackage(pkg, change).versions).toEqual([]);
  });
});
