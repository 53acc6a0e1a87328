import { describe, expect, it } from 'vitest';
import { planDistTag } from '../../../src/change/plan-dist-tag.ts';
import { filesOf, heldPackage, tag, writtenBy } from '../../support/held.ts';
import { version } from '../../support/model.ts';

const versions = ['1.0.0', '2.0.0', '3.0.0-rc.1'];

describe('a dist-tag that is set', () => {
  it('is one line of meta.json, by the npm command that it is', () => {
    const pkg = heldPackage({ versions, meta: '{"maintainers": ["mira"]}\n' });
    const change = planDistTag({ pkg, tag: tag('next'), version: version('3.0.0-rc.1') });
    expect(filesOf(change)).toEqual({
      'packages/@acme/ui/meta.json':
        '{"maintainers": ["mira"], "dist-tags": {"next": "3.0.0-rc.1"}}\n',
    });
    expect(change?.message).toBe('npm dist-tag add @acme/ui@3.0.0-rc.1 next\n');
  });

  it('begins a meta.json where there is none', () => {
    const pkg = heldPackage({ versions });
    const change = planDistTag({ pkg, tag: tag('old'), version: version('1.0.0') });
    expect(writtenBy(change)).toEqual({ 'dist-tags': { old: '1.0.0' } });
  });

  it('moves one that is there', () => {
    const pkg = heldPackage({ versions, meta: { 'dist-tags': { a: '1.0.0', b: '1.0.0' } } });
    const change = planDistTag({ pkg, tag: tag('a'), version: version('2.0.0') });
    expect(writtenBy(change)).toEqual({ 'dist-tags': { a: '2.0.0', b: '1.0.0' } });
  });

  it('is not written where it says what is so anyway', () => {
    const pkg = heldPackage({ versions, meta: { 'dist-tags': { old: 'v1.0.0' } } });
    expect(planDistTag({ pkg, tag: tag('latest'), version: version('2.0.0') })).toBeUndefined();
    expect(planDistTag({ pkg, tag: tag('old'), version: version('1.0.0') })).toBeUndefined();
  });

  it('pins latest to another version than the computed one', () => {
    const pkg = heldPackage({ versions });
    const change = planDistTag({ pkg, tag: tag('latest'), version: version('1.0.0') });
    expect(writtenBy(change)).toEqual({ 'dist-tags': { latest: '1.0.0' } });
  });

  it('takes the pin of latest away where it is computed again', () => {
    const meta = { 'dist-tags': { latest: '1.0.0' } };
    const change = planDistTag({
      pkg: heldPackage({ versions, meta }),
      tag: tag('latest'),
      version: version('2.0.0'),
    });
    expect(filesOf(change)).toEqual({ 'packages/@acme/ui/meta.json': undefined });
    expect(change?.message).toBe('npm dist-tag add @acme/ui@2.0.0 latest\n');
  });

  it.each(['9.0.0', '1.5.0'])('cannot point at %s, which is not there or no longer', (text) => {
    const pkg = heldPackage({
      versions: [...versions, '1.5.0'],
      meta: { unpublished: { '1.5.0': {} } },
    });
    expect(() => planDistTag({ pkg, tag: tag('next'), version: version(text) })).toThrow(
      expect.objectContaining({ code: 'VERSION_UNKNOWN' }),
    );
  });
});

describe('a dist-tag that is removed', () => {
  const remove = (meta: object, name: string): ReturnType<typeof planDistTag> =>
    planDistTag({ pkg: heldPackage({ versions, meta }), tag: tag(name), version: undefined });

  it('leaves the others', () => {
    const change = remove({ 'dist-tags': { a: '1.0.0', b: '2.0.0' }, access: 'public' }, 'a');
    expect(writtenBy(change)).toEqual({ 'dist-tags': { b: '2.0.0' }, access: 'public' });
    expect(change?.message).toBe('npm dist-tag rm @acme/ui a\n');
  });

  it('goes with all that would say nothing any more', () => {
    const file = 'packages/@acme/ui/meta.json';
    const tags = { 'dist-tags': { a: '1.0.0' } };
    expect(filesOf(remove(tags, 'a'))).toEqual({ [file]: undefined });
    expect(writtenBy(remove({ ...tags, access: 'public' }, 'a'))).toEqual({ access: 'public' });
  });

  it('may point at a version that is gone', () => {
    const meta = { 'dist-tags': { a: '7.0.0', b: '1.0.0' } };
    expect(writtenBy(remove(meta, 'a'))).toEqual({ 'dist-tags': { b: '1.0.0' } });
  });

  it('is there, and is not latest', () => {
    const codeOf = (code: string): unknown => expect.objectContaining({ code });
    expect(() => remove({}, 'next')).toThrow(codeOf('TAG_UNKNOWN'));
    expect(() => remove({ 'dist-tags': { latest: '1.0.0' } }, 'latest')).toThrow(
      codeOf('TAG_INVALID'),
    );
  });
});
