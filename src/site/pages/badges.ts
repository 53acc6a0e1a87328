// A package's version as a badge: a picture, and what the badge services of others read.
import { makeBadge } from 'badge-maker';
import { cutText } from '../../model/cut-text.ts';
import type { OutputFile } from '../../output/output-file.ts';
import type { PackageName } from '../../package-name.ts';
import { siteFile, type Site } from '../site.ts';
import { xmlText } from './xml-text.ts';

export interface BadgeInput {
  readonly package: PackageName;
  /** What `latest` points at. */
  readonly version: string;
  readonly isPrerelease: boolean;
  readonly date: Date;
}

export interface BadgeUrls {
  readonly svg: string;
  readonly json: string;
}

/** Code points: versions have up to 256. */
const longestMessage = 32;

/** Logical URLs. */
export function badgeUrls({ urls }: Site, name: string): BadgeUrls {
  return { svg: urls.file(`badges/${name}.svg`), json: urls.file(`badges/${name}.json`) };
}

/**
 * GET /-/site/badges/<name>.svg
 * GET /-/site/badges/<name>.json, for https://shields.io/badges/endpoint-badge
 */
export function badgeFiles(site: Site, input: BadgeInput): readonly OutputFile[] {
  const { package: name, version, isPrerelease, date } = input;
  const { svg, json } = badgeUrls(site, name);
  const cut = cutText(xmlText(version), longestMessage);
  const message = cut.length < version.length ? `${cut}…` : cut;
  // The colours that shields.io has for versions.
  const badge = {
    label: 'npm',
    message,
    color: isPrerelease || version.startsWith('0.') ? 'orange' : 'blue',
  };
  return [
    siteFile({ url: svg, owner: name, date, text: makeBadge(badge), contentType: 'image/svg+xml' }),
    siteFile({
      url: json,
      owner: name,
      date,
      text: JSON.stringify({ schemaVersion: 1, ...badge }),
      contentType: 'application/json',
    }),
  ];
}
