import { describe, expect, it, test } from 'vitest';
import type { OutputFile } from '../../../../src/output/output-file.ts';
import { badgeFiles, type BadgeInput, badgeUrls } from '../../../../src/site/pages/badges.ts';
import { json, packageName } from '../../../support/model.ts';
import { someDate as date } from '../../../support/output-files.ts';
import { hostileTexts, parseXml, siteWith, textOf } from '../../../support/page-site.ts';

const site = siteWith();

function badgesOf(parts: Partial<BadgeInput> = {}): { svg: OutputFile; shields: OutputFile } {
  const [svg, shields] = badgeFiles(site, {
    package: packageName('@acme/ui'),
    version: '1.2.3',
    isPrerelease: false,
    date,
    ...parts,
  });
  if (svg === undefined || shields === undefined) throw new TypeError('not two');
  return { svg, shields };
}

describe('badgeFiles', () => {
  it('is a picture with a text for those who cannot see it', () => {
    const { svg } = badgesOf();
    expect(svg).toMatchObject({
      url: '/-/site/badges/@acme/ui.svg',
      owner: '@acme/ui',
      contentType: 'image/svg+xml',
    });
    expect(parseXml(svg)['svg']).toMatchObject({
      _attributes: { role: 'img', 'aria-label': 'npm: 1.2.3' },
      title: { _text: 'npm: 1.2.3' },
    });
  });

  it('is what shields.io reads', () => {
    const { shields } = badgesOf();
    expect(shields).toMatchObject({
      url: '/-/site/badges/@acme/ui.json',
      contentType: 'application/json',
    });
    expect(json(textOf(shields))).toEqual({
      schemaVersion: 1,
      label: 'npm',
      message: '1.2.3',
      color: 'blue',
    });
  });

  it('has another colour for what is not yet stable', () => {
    const colour = (parts: Partial<BadgeInput>): unknown =>
      json(textOf(badgesOf(parts).shields))['color'];
    expect(colour({ version: '0.9.0' })).toBe('orange');
    expect(colour({ version: '1.0.0-rc.1', isPrerelease: true })).toBe('orange');
    const fills = (version: string): readonly string[] =>
      textOf(badgesOf({ version }).svg).match(/fill="#\w{6}"/g) ?? [];
    expect(fills('0.9.0')).not.toEqual(fills('1.9.0'));
    expect(fills('1.9.0')).toEqual(fills('2.9.0'));
  });

  it('cuts a long version', () => {
    const { svg, shields } = badgesOf({ version: `1.0.0-${'a'.repeat(200)}` });
    const message = `1.0.0-${'a'.repeat(26)}…`;
    expect(json(textOf(shields))['message']).toBe(message);
    expect(textOf(svg)).toContain(`>${message}<`);
  });

  test.each(hostileTexts)('is well-formed with %j', (text) => {
    const { svg } = badgesOf({ version: text });
    const elements = (file: OutputFile): unknown =>
      [...textOf(file).matchAll(/<([\w:]+)/g)].map(([, name]) => name);
    expect(parseXml(svg)).toHaveProperty('svg');
    expect(elements(svg)).toEqual(elements(badgesOf().svg));
  });

  it('is the same each time', () => {
    expect(badgesOf()).toEqual(badgesOf());
  });

  it('lies where pages say it does', () => {
    const { svg, shields } = badgesOf();
    expect(badgeUrls(site, '@acme/ui')).toEqual({ svg: svg.url, json: shields.url });
  });
});
