import { expect, test } from 'vitest';
import { examineLarge, examineTarball } from '../../../src/examine/examine-tarball.ts';
import { examinePackage } from '../../../src/examine-package.ts';
import { createReadGate } from '../../../src/read-gate.ts';
import { packageOf } from '../../../src/model/package-of.ts';
import { createPackumentBudget } from '../../../src/model/packument-budget.ts';
import type { PackageFolder, TarballFile } from '../../../src/source/snapshot.ts';
import { noState } from '../../../src/state/no-state.ts';
import { directory, packageInput } from '../../support/model.ts';
import { packageTarball } from '../../support/tarball.ts';

const nobody = directory({});

test('a budget counts the bytes of JSON, and a kilobyte for each version', () => {
  const budget = createPackumentBudget(1024 + 1024 + 10);
  expect(budget.take(6)).toBe(true);
  expect(budget.take(5)).toBe(false);
  expect(budget.take(4)).toBe(true);
  expect(budget.take(0)).toBe(false);
});

test('a crowd of maintainers is shown in part, and costs no version its place', () => {
  const versions = Array.from({ length: 300 }, (_, index) => ({ version: `1.0.${index}` }));
  const members = Object.fromEntries(
    Array.from({ length: 20_000 }, (_, index) => [`member-${index}`, 'developer']),
  );
  const teams = { all: { members: Object.keys(members) } };
  const { package: pkg, problems } = packageOf(
    packageInput({
      versions,
      meta: { maintainers: ['acme:all'] },
      directory: directory({ orgs: { acme: { members, teams } } }),
    }),
  );
  expect(pkg?.versions).toHaveLength(300);
  expect(pkg?.maintainers).toHaveLength(100);
  expect(pkg?.collaborators.size).toBe(20_000);
  expect(problems.map(({ code }) => code)).toEqual(['MAINTAINERS_MANY']);
});

/** Of the manifests of `versions`, with a megabyte each; the n-th landed at the n-th minute. */
function largePackage(versions: readonly string[]): PackageFolder {
  const { folder } = packageInput({
    versions: versions.map((version, index) => ({
      version,
      landed: new Date(Date.UTC(2024, 0, 1, 0, index)).toISOString(),
    })),
  });
  const filler = 'x'.repeat(1_000_000);
  const tarballs = folder.tarballs.map((file): TarballFile => {
    const bytes = packageTarball({ manifest: { name: 'pkg', version: file.version, filler } });
    const read: TarballFile['read'] = () => Promise.resolve({ bytes, isInGit: true });
    return { ...file, read, open: read };
  });
  return { ...folder, tarballs };
}

const options = {
  directory: nobody,
  state: noState,
  published: new Map<string, string>(),
  examiner: { examine: examineTarball, examineLarge },
  spool: { fileFor: () => Promise.resolve(undefined), keep: () => undefined },
  gate: createReadGate({ maxBytes: 1, maxReads: 1 }),
};

test('of many large manifests those that landed first keep their place, and no other is held', async () => {
  const versions = Array.from({ length: 104 }, (_, index) => `1.0.${(index * 37) % 104}`);
  const { package: pkg, problems } = await examinePackage(largePackage(versions), options);
  expect(pkg?.versions).toHaveLength(99);
  expect(problems.map(({ code, path }) => `${code} ${path}`).toSorted()).toEqual(
    versions
      .slice(99)
      .map((version) => `PACKUMENT_LIMIT packages/pkg/pkg-${version}.tgz`)
      .toSorted(),
  );
});

test('the same bytes under another name get no place that they did not have under the first', async () => {
  const versions = Array.from({ length: 104 }, (_, index) => `1.0.${index}`);
  const folder = largePackage(versions);
  const twins = folder.tarballs.map((file) => ({
    ...file,
    path: file.path.replace(/\.tgz$/, '+twin.tgz'),
  }));
  const crowded = { ...folder, tarballs: [...folder.tarballs, ...twins] };
  const { package: pkg } = await examinePackage(crowded, options);
  expect(pkg?.versions).toHaveLength(99);
});

test('the same bytes under other names of a version count once', async () => {
  const folder = largePackage(['1.0.0', '1.1.0']);
  const [first] = folder.tarballs;
  if (first === undefined) throw new Error('no tarball');
  const twins = Array.from({ length: 120 }, (_, index) => ({
    ...first,
    path: `packages/pkg/pkg-1.0.0+b${index}.tgz`,
  }));
  const crowded = { ...folder, tarballs: [...folder.tarballs, ...twins] };
  const { package: pkg, problems } = await examinePackage(crowded, options);
  expect(problems).toHaveLength(120);
  expect(pkg?.versions.map(({ version }) => version)).toEqual(['1.0.0', '1.1.0']);
});
