// Whatever the registry holds, no two documents share a place, not even on a disk that folds case.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { folded } from '../../src/host/claims.ts';
import { type LandedName, nameClashesOf } from '../../src/host/clashes.ts';
import { hostPresetOf, hostPresets } from '../../src/host/host-preset-of.ts';
import { outputPathOf } from '../../src/host/output-path.ts';
import { encodings, twinPath } from '../../src/host/precompressed.ts';
import { versionClashesOf } from '../../src/model/version-clashes.ts';
import { type PackageName, packageNameOf } from '../../src/package-name.ts';
import { type Version, versionOf } from '../../src/version.ts';
import { document, documentsOfPackage, outputPath } from '../support/output-files.ts';

const url = new URL('https://npm.acme.example/');
const words = [
  'foo',
  'Foo',
  'FOO',
  'foo.html',
  'foo.gz',
  'foo.br',
  'index',
  '404',
  '404.html',
  'con',
  'a',
  'A',
  '-',
  't',
];
const word = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...words) },
  fc.string({
    unit: fc.constantFrom(...Array.from("aAbB09-_.~'!()*@%")),
    minLength: 1,
    maxLength: 6,
  }),
);
const name = fc
  .oneof(
    word,
    fc.tuple(word, word).map(([scope, base]) => `@${scope}/${base}`),
  )
  .map(packageNameOf)
  .filter((value) => value !== undefined);
const names: fc.Arbitrary<PackageName[]> = fc.uniqueArray(name, { maxLength: 12 });
const version = fc
  .tuple(fc.nat(2), fc.constantFrom('', '-rc', '-RC', '-rc.1', '-rc.gz', '-a-b'))
  .map(([major, suffix]) => versionOf(`${major}.0.0${suffix}`))
  .filter((value) => value !== undefined);
const versions: fc.Arbitrary<Version[]> = fc.uniqueArray(version, { minLength: 1, maxLength: 5 });

const registry = ['/-/ping', '/-/whoami', '/-/v1/search', '/-/npm/v1/keys', '/-/org/foo/user'];

describe.each(hostPresets.map((preset) => preset.name))('%s', (host) => {
  const preset = hostPresetOf(host);

  function placesOf(packages: readonly PackageName[], all: readonly Version[]): Place[] {
    const clashes = nameClashesOf(landed(packages), { preset, url });
    const documents = packages
      .filter((each) => !clashes.has(each))
      .flatMap((each) => {
        const lost = versionClashesOf(
          each,
          all.map((one, since) => ({ version: one, since })),
        );
        const placed = all.filter((one) => !lost.has(one));
        return documentsOfPackage(each, { versions: placed, tags: ['latest', 'next'] });
      });
    const hostFiles = preset.configFiles({ url }).map(({ path }) => ({ path, id: `host ${path}` }));
    return [
      ...hostFiles,
      ...[...documents, ...registry.map((each) => document({ url: each }))].flatMap((file) =>
        preset.layout.pathsOf(file).map((path) => ({ path, id: `${file.kind} ${file.url}` })),
      ),
    ];
  }

  /** With the compressed twins of all, where the host serves them. */
  function withTwins(places: readonly Place[]): Place[] {
    if (preset.servesTwins !== true) return [...places];
    const twins = places.flatMap(({ path, id }) =>
      encodings.map((each) => ({ path: twinPath(outputPath(path), each), id: `${each} of ${id}` })),
    );
    return [...places, ...twins];
  }

  test('no two documents share a place', () => {
    fc.assert(
      fc.property(names, versions, (packages, all) => {
        const owners = new Map<string, string>();
        for (const { path, id } of withTwins(placesOf(packages, all))) {
          expect(outputPathOf(path)).toBe(path);
          expect(owners.get(folded(path)) ?? id).toBe(id);
          owners.set(folded(path), id);
        }
        // Nor is one document's file another's folder.
        for (const path of owners.keys()) {
          for (let at = path.indexOf('/'); at !== -1; at = path.indexOf('/', at + 1)) {
            expect(owners.has(path.slice(0, at)), `${path} below a file`).toBe(false);
          }
        }
      }),
    );
  });

  test('the order in which names come decides nothing', () => {
    fc.assert(
      fc.property(names, (packages) => {
        const there = nameClashesOf(landed(packages), { preset, url });
        const back = nameClashesOf(landed(packages).toReversed(), { preset, url });
        expect(new Map([...back].toSorted())).toEqual(new Map([...there].toSorted()));
      }),
    );
  });
});

/** Two at a time, so that some land together. */
function landed(packages: readonly PackageName[]): LandedName[] {
  return packages.map((name, index) => ({ name, since: Math.floor(index / 2) }));
}

interface Place {
  readonly path: string;
  readonly id: string;
}
