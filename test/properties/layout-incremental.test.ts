// Building over what earlier builds left gives what a build into a new folder gives, byte for byte, records included.
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nameClashesOf } from '../../src/host/clashes.ts';
import { hostPresetOf } from '../../src/host/host-preset-of.ts';
import type { PackageName } from '../../src/package-name.ts';
import { openOutput } from '../../src/write/open-output.ts';
import { placeFiles, placeHostFiles } from '../../src/write/place-files.ts';
import { packageName } from '../support/model.ts';
import { document, documentsOfPackage, someDate } from '../support/output-files.ts';
import { readTree, someRecord } from '../support/output-tree.ts';
import { temporaryDirectory } from '../support/temp-dir.ts';

interface Registry {
  readonly host: string;
  /** Name → versions, `latest` last. */
  readonly packages: readonly (readonly [PackageName, readonly string[]])[];
}

const url = new URL(someRecord.url);
const names = ['foo', 'foo.html', 'Foo', 'index', '@acme/ui', '@acme/foo', '@b/ui'].map(
  packageName,
);
const registry: fc.Arbitrary<Registry> = fc.record({
  host: fc.constantFrom('static', 'github-pages', 's3', 'nginx'),
  packages: fc.uniqueArray(
    fc.tuple(
      fc.constantFrom(...names),
      fc.uniqueArray(fc.constantFrom('1.0.0', '1.1.0', '2.0.0'), { minLength: 1 }),
    ),
    { selector: ([name]) => name },
  ),
});

async function build(dir: string, { host, packages }: Registry): Promise<void> {
  const preset = hostPresetOf(host);
  const clashes = nameClashesOf(
    packages.map(([name], since) => ({ name, since })),
    { preset, url },
  );
  const folder = await openOutput(dir);
  for (const [name, versions] of packages) {
    if (clashes.has(name)) continue;
    const documents = [
      ...documentsOfPackage(name, { versions: [...versions] }),
      document({ url: `/-/package/${name}/fact`, owner: name, text: versions.join() }),
    ];
    await folder.writePackage(name, placeFiles(preset.layout, documents).files);
  }
  await folder.removeOthers();
  const spanning = document({ url: '/-/v1/search', text: JSON.stringify(packages) });
  await folder.writeRegistry([
    ...placeFiles(preset.layout, [spanning]).files,
    ...placeHostFiles(preset.configFiles({ url }), someDate),
  ]);
  await folder.finish({ ...someRecord, host });
}

/** Folders too: none may stay empty. */
async function entriesOf(dir: string): Promise<readonly string[]> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  return entries.map((entry) => join(entry.parentPath, entry.name).slice(dir.length)).toSorted();
}

test('incremental is full', async () => {
  const history = fc.array(registry, { minLength: 2, maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(history, async (registries) => {
      const [old, fresh] = [await temporaryDirectory(), await temporaryDirectory()];
      for (const each of registries) await build(old, each);
      await build(fresh, registries.at(-1) ?? { host: 'static', packages: [] });
      expect(await readTree(old)).toEqual(await readTree(fresh));
      expect(await entriesOf(old)).toEqual(await entriesOf(fresh));
    }),
    {
      numRuns: 30,
      examples: [
        [
          [
            { host: 'static', packages: [[packageName('foo.html'), ['1.0.0']]] },
            { host: 'github-pages', packages: [[packageName('foo'), ['1.0.0']]] },
          ],
        ],
      ],
    },
  );
});
