import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import {
  messagesOf,
  versionsMatching,
  withDeprecation,
} from '../../../src/change/edit-deprecations.ts';
import { planDeprecate, planDeprecations } from '../../../src/change/plan-deprecate.ts';
import type { Version } from '../../../src/version.ts';
import { changedPackage, filesOf, heldPackage, writtenBy } from '../../support/held.ts';
import { version } from '../../support/model.ts';

const versions = ['0.9.0', '1.0.0', '1.1.0', '2.0.0-rc.1', '2.0.0'];

const heldWith = (deprecated: Readonly<Record<string, string>>) =>
  heldPackage({
    versions,
    meta: Object.keys(deprecated).length === 0 ? { access: 'public' } : { deprecated },
  });

function after(
  deprecated: Readonly<Record<string, string>>,
  range: string,
  message: string,
): unknown {
  return writtenBy(planDeprecate({ pkg: heldWith(deprecated), range, message }));
}

describe('deprecating', () => {
  it('writes a version as one, and a range as one', () => {
    expect(after({}, '1.0.0', 'old')).toEqual({ access: 'public', deprecated: { '1.0.0': 'old' } });
    expect(after({}, '<2', 'old')).toEqual({ access: 'public', deprecated: { '<2': 'old' } });
    expect(after({}, '', 'gone')).toEqual({ access: 'public', deprecated: { '*': 'gone' } });
  });

  it('leaves other entries alone', () => {
    const text = '{"deprecated": {"0.9.0":  "very old"}, "access": "public"}';
    const pkg = heldPackage({ versions, meta: text });
    expect(filesOf(planDeprecate({ pkg, range: '1.0.0', message: 'old' }))).toEqual({
      'packages/@acme/ui/meta.json':
        '{"deprecated": {"0.9.0":  "very old", "1.0.0":  "old"}, "access": "public"}',
    });
  });

  it('replaces what the version itself had, however it was written', () => {
    expect(after({ '1.0.0': 'a', '<1': 'b' }, '1.0.0', 'c')).toEqual({
      deprecated: { '1.0.0': 'c', '<1': 'b' },
    });
    expect(after({ 'v1.0.0': 'a' }, '1.0.0', 'c')).toEqual({ deprecated: { '1.0.0': 'c' } });
  });

  it('drops entries that a wider range leaves without effect, and comes after those that still have one', () => {
    expect(after({ '<=1': 'a', '1.0.0': 'b', '<1': 'c', '2.0.0': 'd' }, '<2', 'e')).toEqual({
      deprecated: { '<2': 'e', '2.0.0': 'd' },
    });
    expect(after({ '<2': 'a', '>=1': 'b' }, '<2', 'c')).toEqual({
      deprecated: { '>=1': 'b', '<2': 'c' },
    });
  });

  it('is heard where JavaScript would put its range before the others', () => {
    expect(after({ '>=1': 'a' }, '1', 'b')).toEqual({ deprecated: { '>=1': 'a', '1.x': 'b' } });
  });

  it('has nothing to do where it is so already', () => {
    for (const range of ['1.0.0', '<2', '<2 || 5']) {
      const pkg = heldWith({ [range]: 'old' });
      expect(planDeprecate({ pkg, range, message: 'old' })).toBeUndefined();
    }
    const pkg = heldWith({ '<2': 'old' });
    expect(planDeprecate({ pkg, range: '1.0.0', message: 'old' })).toBeUndefined();
  });

  it('says which npm command it is, and all of a long message in the body', () => {
    const message = (range: string, text: string): string | undefined =>
      planDeprecate({ pkg: heldWith({ '0.9.0': 'x' }), range, message: text })?.message;
    expect(message('1.0.0', 'use 2')).toBe('npm deprecate @acme/ui@1.0.0 "use 2"\n');
    expect(message('>=1 <2', 'bye')).toBe('npm deprecate "@acme/ui@>=1 <2" bye\n');
    expect(message('*', 'a "$b"')).toBe('npm deprecate @acme/ui "a \\"\\$b\\""\n');
    expect(message('0.9.0', '')).toBe('npm undeprecate @acme/ui@0.9.0\n');
    const long = 'because of a thing that takes many words to be told, and more than a line has';
    expect(message('1.0.0', long)).toMatch(/^npm deprecate @acme\/ui@1\.0\.0 "because .*…"\n\n/);
    expect(message('1.0.0', long)).toContain(`\n\n${long}\n`);
    expect(message('1.0.0', 'two\nlines')).toBe(
      'npm deprecate @acme/ui@1.0.0 "two…"\n\ntwo\nlines\n',
    );
  });

  it.each([
    ['9.0.0', 'old', 'VERSION_UNKNOWN'],
    ['>=3', 'old', 'VERSION_UNKNOWN'],
    ['next', 'old', 'OPTION_INVALID'],
    ['1.0.0', 'x'.repeat(2049), 'OPTION_INVALID'],
  ])('%s with a message is refused: %#', (range, message, code) => {
    expect(() => planDeprecate({ pkg: heldWith({}), range, message })).toThrow(
      expect.objectContaining({ code }),
    );
  });

  it('never makes a meta.json that a build would refuse', () => {
    const many = Object.fromEntries(Array.from({ length: 200 }, (_, n) => [`<0.0.${n}`, 'old']));
    expect(() => planDeprecate({ pkg: heldWith(many), range: '<1', message: 'old' })).not.toThrow();
    expect(() => planDeprecate({ pkg: heldWith(many), range: '>1', message: 'old' })).toThrow(
      expect.objectContaining({ code: 'META_INVALID' }),
    );
  });
});

describe('lifting', () => {
  it('takes out what deprecates', () => {
    expect(after({ '1.0.0': 'a', '0.9.0': 'b' }, '1.0.0', '')).toEqual({
      deprecated: { '0.9.0': 'b' },
    });
    const all = { '<2': 'a', '1.0.0': 'b', '2.0.0': '', '2': 'c' };
    const lifted = planDeprecate({ pkg: heldWith(all), range: '*', message: '' });
    expect(filesOf(lifted)).toEqual({ 'packages/@acme/ui/meta.json': undefined });
  });

  it('of one version, or of a part, of a deprecated range is an entry without a message', () => {
    expect(after({ '<2': 'a' }, '1.0.0', '')).toEqual({ deprecated: { '<2': 'a', '1.0.0': '' } });
    expect(after({ '<2': 'a' }, '1.x', '')).toEqual({ deprecated: { '<2': 'a', '1.x': '' } });
  });

  it('has nothing to do where nothing is deprecated', () => {
    expect(planDeprecate({ pkg: heldWith({ '<1': 'a' }), range: '1.x', message: '' })).toBe(
      undefined,
    );
  });
});

describe('messages for single versions', () => {
  const plan = (
    deprecated: Readonly<Record<string, string>>,
    messages: Readonly<Record<string, string>>,
  ): ReturnType<typeof planDeprecations> =>
    planDeprecations({
      pkg: heldWith(deprecated),
      messages: new Map(Object.entries(messages).map(([text, each]) => [version(text), each])),
    });

  it('name those only that change', () => {
    const change = plan({ '<1': 'a' }, { '0.9.0': 'a', '1.0.0': 'b', '1.1.0': 'b', '2.0.0': '' });
    expect(writtenBy(change)).toEqual({ deprecated: { '<1': 'a', '1.0.0': 'b', '1.1.0': 'b' } });
    expect(change?.message).toBe('npm deprecate "@acme/ui@1.0.0 || 1.1.0" b\n');
  });

  it('lift all at once', () => {
    const all = Object.fromEntries(versions.map((text) => [text, '']));
    const change = plan({ '<2': 'a', '2.0.0': 'b' }, all);
    expect(filesOf(change)).toEqual({ 'packages/@acme/ui/meta.json': undefined });
    expect(change?.message).toBe('npm undeprecate @acme/ui\n');
    expect(plan({}, all)).toBeUndefined();
  });

  it('of many versions list them in the body', () => {
    const change = plan({}, Object.fromEntries(versions.map((text) => [text, 'x'])));
    expect(change?.message).toBe(
      `npm deprecate "@acme/ui@5 versions" x\n\n0.9.0 || 1.0.0 || 1.1.0 || 2.0.0-rc.1 || 2.0.0\n`,
    );
  });
});

const someVersions = ['0.1.0', '0.9.0', '1.0.0-rc.1', '1.0.0', '1.5.0', '2.0.0', '3.0.0-beta.2'];
const ranges = fc.oneof(
  fc.constantFrom('*', '', '1', '2', '0', '1.x', '<1', '>=1', '<2', '>=1 <2', '^1.0.0', '~0.9.0'),
  fc.constantFrom('<1 || >2', '1.0.0 - 2.0.0', '>=1.0.0-rc.0', '<=1.0.0-rc.1', 'v1.0.0', '=1.0.0'),
  fc.constantFrom(...someVersions),
);
const messages = fc.constantFrom('', 'a', 'b');
const entries = fc.dictionary(ranges, messages, { maxKeys: 6 });

describe('whatever combination is there', () => {
  test('the versions in the range have the message afterwards, and the others what they had', () => {
    const all: readonly Version[] = someVersions.map(version);
    fc.assert(
      fc.property(entries, ranges, messages, (deprecated, range, message) => {
        const before = Object.entries(deprecated).map(([key, text]) => ({
          range: key,
          message: text,
        }));
        const matched = versionsMatching(range, all);
        const edited = withDeprecation(before, { range, message }, all);
        // As a file has them.
        const kept = Object.entries(
          Object.fromEntries(edited.map((entry) => [entry.range, entry.message])),
        ).map(([key, text]) => ({ range: key, message: text }));
        const [was, is] = [messagesOf(before, all), messagesOf(kept, all)];
        for (const each of all) {
          const expected = matched.has(each) ? message : (was.get(each) ?? '');
          expect(is.get(each) ?? '', each).toBe(expected);
        }
        expect(withDeprecation(kept, { range, message }, all)).toBe(kept);
      }),
      { numRuns: 3000 },
    );
  });

  test('packages say so too, and asking again has nothing to do', () => {
    fc.assert(
      fc.property(entries, ranges, messages, (deprecated, range, message) => {
        const pkg = heldPackage({ versions: someVersions, meta: { deprecated } });
        if (versionsMatching(range, pkg.versions).size === 0) return;
        const changed = changedPackage(pkg, planDeprecate({ pkg, range, message }));
        const said = messagesOf(changed.meta.deprecated, changed.versions);
        for (const each of versionsMatching(range, pkg.versions)) {
          expect(said.get(each) ?? '').toBe(message);
        }
        expect(planDeprecate({ pkg: changed, range, message })).toBeUndefined();
      }),
    );
  });
});
