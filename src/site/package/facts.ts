// What is short to say of a version: the list beside its README.
import { count, formatBytes } from '../../amounts.ts';
import { isJsonObject, type JsonObject, own } from '../../json.ts';
import { installEvents } from '../../model/manifest-scripts.ts';
import type { Package, PackageVersion } from '../../model/package.ts';
import { type PackageLinks, webAddress } from '../../model/summary.ts';
import { attestationsPath } from '../../output/attestations.ts';
import type { Site } from '../site.ts';
import { moduleFormatOf } from '../../model/module-format.ts';
import { personViews } from './people-views.ts';
import { clip, takeWithin } from './take-within.ts';

export interface Fact {
  readonly term: string;
  /** Below its term instead of beside it. */
  readonly long: boolean;
  readonly values: readonly FactValue[];
}

export interface FactValue {
  readonly text: string;
  readonly href: string | undefined;
  readonly isCode: boolean;
}

export interface FactsOf {
  readonly pkg: Package;
  readonly version: PackageVersion;
  readonly manifest: JsonObject;
  readonly links: PackageLinks;
}

/** Of each fact. */
const maxValues = 8;
const maxBytes = { text: 360, code: 2000 };
/** Code points. */
const longest = { text: 80, address: 60, link: 160 };

export function factsOf(site: Site, of: FactsOf): readonly Fact[] {
  const { manifest, version } = of;
  const { fragment, gitHead, file } = version;
  return [
    short('Licence', texts(licencesIn(manifest))),
    short('Unpacked size', texts([formatBytes(fragment.unpackedSize)])),
    short('Packed size', texts([formatBytes(fragment.size)])),
    short('Files', texts([String(fragment.fileCount)])),
    ...moduleFacts(of),
    short('Engines', texts(pairsIn(own(manifest, 'engines')))),
    ...(['os', 'cpu', 'libc'] as const).map((key) =>
      short(platformTerms[key], texts([textsIn(own(manifest, key)).join(', ')])),
    ),
    short('Programs', codes(Object.keys(objectIn(own(manifest, 'bin'))))),
    ...linkFacts(of),
    ...peopleFacts(site, of),
    long('Install scripts', codes(installScripts(manifest))),
    long('Commit of the publish', codes([file.landed.commit].filter((id) => id !== undefined))),
    long('Source commit', codes(gitHead === undefined ? [] : [gitHead])),
    ...provenanceFacts(site, of),
    long('Integrity', codes([fragment.integrity])),
    long('SHA-1', codes([fragment.shasum])),
  ].filter(({ values }) => values.length > 0);
}

const platformTerms = { os: 'Systems', cpu: 'Processors', libc: 'C libraries' };

function short(term: string, values: readonly FactValue[]): Fact {
  return { term, long: false, values };
}

function long(term: string, values: readonly FactValue[]): Fact {
  return { term, long: true, values };
}

function texts(all: readonly string[]): readonly FactValue[] {
  const values = all.map((text) => ({ text: clip(text, longest.text), isCode: false }));
  return valuesOf(values, maxBytes.text);
}

function codes(all: readonly string[]): readonly FactValue[] {
  return valuesOf(
    all.map((text) => ({ text: clipCode(text), isCode: true })),
    maxBytes.code,
  );
}

/** Commands are seldom long, and hardly ever anything but ASCII, which takes less room. */
function clipCode(text: string): string {
  return clip(text, Buffer.byteLength(text) === text.length ? 600 : 100);
}

function valuesOf(
  all: readonly Pick<FactValue, 'text' | 'isCode'>[],
  bytes: number,
): readonly FactValue[] {
  const given = all.filter(({ text }) => text !== '');
  const { shown, left } = takeWithin(given, { count: maxValues, bytes }, ({ text }) => text);
  const values = shown.map((value) => ({ ...value, href: undefined }));
  return left > 0
    ? [...values, { text: `and ${left} more`, href: undefined, isCode: false }]
    : values;
}

/** An SPDX expression, or what was written before there were any. */
function licencesIn(manifest: JsonObject): readonly string[] {
  const value = own(manifest, 'license') ?? own(manifest, 'licenses');
  return (Array.isArray(value) ? (value as unknown[]) : [value]).flatMap((each) => {
    const text = isJsonObject(each) ? own(each, 'type') : each;
    return typeof text === 'string' ? [text] : [];
  });
}

function moduleFacts({ manifest, version }: FactsOf): readonly Fact[] {
  const { esm, cjs, types } = moduleFormatOf(manifest);
  const format = [...(esm ? ['ESM'] : []), ...(cjs ? ['CommonJS'] : [])].join(' and ');
  const hasTypes = types || version.fragment.hasDeclarations;
  return [
    short('Modules', texts([format])),
    short('Types', texts([hasTypes ? 'included' : 'none of its own'])),
  ];
}

function linkFacts({ manifest, links }: FactsOf): readonly Fact[] {
  return [
    linkFact('Repository', [links.repository]),
    linkFact('Homepage', [links.homepage]),
    linkFact('Issues', [links.bugs]),
    linkFact('Funding', fundingIn(own(manifest, 'funding'))),
  ];
}

function linkFact(term: string, links: readonly (string | undefined)[]): Fact {
  const given = [...new Set(links.filter((link) => link !== undefined))].slice(0, 3);
  const values = given.map((href) => ({
    text: clip(href.replace(/^https?:\/\/(?:www\.)?/, '').replace(/\/$/, ''), longest.address),
    // A longer one is no address that anybody reads.
    href: href.length <= longest.link ? href : undefined,
    isCode: false,
  }));
  return long(term, values);
}

/** An address, an object with one, or a list of either. */
function fundingIn(value: unknown): readonly (string | undefined)[] {
  return (Array.isArray(value) ? (value as unknown[]) : [value])
    .slice(0, maxValues)
    .map((each) => webAddress(isJsonObject(each) ? own(each, 'url') : each));
}

const maxMaintainers = 10;

function peopleFacts(site: Site, { pkg, version }: FactsOf): readonly Fact[] {
  const personOf = personViews(site.urls, pkg);
  const view = (person: PackageVersion['publisher']): FactValue => ({
    ...personOf(person),
    isCode: false,
  });
  const maintainers = pkg.maintainers.slice(0, maxMaintainers).map(view);
  const left = pkg.maintainers.length - maintainers.length;
  return [
    long('Maintainers', [...maintainers, ...(left > 0 ? texts([`and ${left} more`]) : [])]),
    long('Published by', [view(version.publisher)]),
  ];
}

function installScripts(manifest: JsonObject): readonly string[] {
  const scripts = objectIn(own(manifest, 'scripts'));
  return installEvents.flatMap((event) => {
    const script = own(scripts, event);
    return typeof script === 'string' && script !== '' ? [`${event}: ${script}`] : [];
  });
}

function provenanceFacts(site: Site, { pkg, version }: FactsOf): readonly Fact[] {
  const { provenance } = version;
  if (provenance === undefined) return [];
  const href = site.urls.href(`/${attestationsPath(pkg.name, version.version)}`);
  return [long('Provenance', [{ text: provenance.predicateType, href, isCode: false }])];
}

function pairsIn(value: unknown): readonly string[] {
  return Object.entries(objectIn(value)).flatMap(([key, each]) =>
    typeof each === 'string' ? [`${key} ${each}`] : [],
  );
}

function textsIn(value: unknown): readonly string[] {
  return (Array.isArray(value) ? (value as unknown[]) : [value])
    .slice(0, maxValues)
    .filter((each) => typeof each === 'string');
}

function objectIn(value: unknown): JsonObject {
  return isJsonObject(value) ? value : {};
}

/** One line: `21 files, 1.2 MB unpacked`. */
export function sizeLine({ fragment }: PackageVersion): string {
  return `${count(fragment.fileCount, 'file')}, ${formatBytes(fragment.unpackedSize)} unpacked`;
}
