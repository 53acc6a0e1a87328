// Which workflows may publish: meta.json's `trustedPublishers`.
import { describe, expect, it } from 'vitest';
import { parseTrustedPublisher } from '../../../src/change/parse-names.ts';
import { planTrust } from '../../../src/change/plan-trust.ts';
import type { TrustedPublisherEntry } from '../../../src/model/trusted-publishers.ts';
import { changedPackage, filesOf, heldPackage, writtenBy } from '../../support/held.ts';

const path = 'packages/@acme/ui/meta.json';
const github = { issuer: 'github', repository: 'acme/ui', workflow: 'publish.yml' };
const gitlab = { issuer: 'gitlab', repository: 'acme/web/ui', workflow: '.gitlab-ci.yml' };
const code = (text: string): unknown => expect.objectContaining({ code: text });

interface Asked {
  readonly listed?: readonly object[];
  readonly add?: readonly TrustedPublisherEntry[];
  readonly remove?: readonly TrustedPublisherEntry[];
}

const plan = ({ listed, add = [], remove = [] }: Asked) =>
  planTrust({
    pkg: heldPackage({ versions: ['1.0.0'], meta: listed && { trustedPublishers: listed } }),
    add: add.map(parseTrustedPublisher),
    remove: remove.map(parseTrustedPublisher),
  });

describe('a trusted publisher', () => {
  it('comes last, and the message says what was done', () => {
    const change = plan({ listed: [github], add: [{ ...gitlab, environment: 'npm' }] });
    expect(writtenBy(change)).toEqual({
      trustedPublishers: [github, { ...gitlab, environment: 'npm' }],
    });
    expect(change?.message).toBe(
      'stillpack trust add @acme/ui --issuer gitlab --repository acme/web/ui --workflow .gitlab-ci.yml --environment npm\n',
    );
  });

  it('is one already, also where its issuer is written as a URL', () => {
    const asUrl = { ...github, issuer: 'https://token.actions.githubusercontent.com' };
    expect(plan({ listed: [asUrl], add: [github] })).toBeUndefined();
    expect(writtenBy(plan({ add: [github, asUrl] }))).toEqual({ trustedPublishers: [github] });
  });

  it('is another one with other conditions', () => {
    const strict = { ...github, ref: 'refs/tags/v*', ownerId: '42' };
    expect(writtenBy(plan({ listed: [github], add: [strict] }))).toEqual({
      trustedPublishers: [github, strict],
    });
    expect(() => plan({ listed: [strict], remove: [github] })).toThrow(code('PUBLISHER_UNKNOWN'));
  });

  it('goes, and with the last one the key, and with the last key the file', () => {
    const pkg = heldPackage({
      versions: ['1.0.0'],
      meta: { trustedPublishers: [github, gitlab], access: 'restricted' },
    });
    const parsed = [github, gitlab].map(parseTrustedPublisher);
    const first = planTrust({ pkg, add: [], remove: parsed.slice(0, 1) });
    expect(writtenBy(first)).toEqual({ trustedPublishers: [gitlab], access: 'restricted' });
    const both = planTrust({
      pkg: changedPackage(pkg, first),
      add: [],
      remove: parsed.slice(1),
    });
    expect(writtenBy(both)).toEqual({ access: 'restricted' });
    expect(both?.message).toContain('stillpack trust rm @acme/ui --issuer gitlab');
    expect(filesOf(plan({ listed: [github], remove: [github] }))).toEqual({ [path]: undefined });
  });

  it('that is none cannot go', () => {
    expect(() => plan({ remove: [github] })).toThrow(code('PUBLISHER_UNKNOWN'));
    expect(() => plan({ listed: [gitlab], remove: [github] })).toThrow(code('PUBLISHER_UNKNOWN'));
  });

  it('is one of no more than a meta.json may have', () => {
    const listed = Array.from({ length: 100 }, (_, index) => ({
      ...github,
      repository: `acme/ui-${index}`,
    }));
    expect(() => plan({ listed, add: [github] })).toThrow(code('META_INVALID'));
  });
});
