import { expect, test } from 'vitest';
import { examinePackage } from '../../../src/examine-package.ts';
import { packageOf } from '../../../src/model/package-of.ts';
import { createPackumentBudget, jsonBytes } from '../../../src/model/packument-budget.ts';
import type { TarballFile } from '../../../src/source/snapshot.ts';
import { directory, packageInput } from '../../support/model.ts';
import { packageTarball } from '../../support/tarball.ts';

const nobody = directory({});

test('a budget counts the bytes of JSON, and a kilobyte for each version', () => {
  const budget = createPackumentBudget(1024 + 1024 + 10);
  expect(budget.take(6)).toBe(true);
  expect(budget.take(5)).toBe(false);
  expect(budget.take(4)).toBe(true);
  expect(budget.take(0)).toBe(false);
  expect(jsonBytes(['éé'])).toBe(8);
});

test('versions that landed first keep their place, and tags point at those that have one', () => {
  const manifest = { filler: 'x'.repeat(45e6) };
  const { package: pkg, problems } = packageOf(
    packageInput({
      versions: [
        { version: '3.0.0', manifest, landed: '2024-01-01T00:00:00Z' },
        { version: '1.0.0', manifest, landed: '2024-01-02T00:00:00Z' },
        { version: '2.0.0', manifest, landed: '2024-01-03T00:00:00Z' },
        { version: '4.0.0', manifest, landed: '2024-01-04T00:00:00Z' },
        { version: '5.0.0', landed: '2024-01-05T00:00:00Z' },
        { version: '6.0.0', manifest, uncommitted: true },
      ],
      meta: { 'dist-tags': { next: '4.0.0' } },
    }),
  );
  expect(pkg?.versions.map(({ version }) => version)).toEqual(['1.0.0', '3.0.0', '5.0.0']);
  expect(Object.fromEntries(pkg?.distTags ?? [])).toEqual({ latest: '5.0.0' });
  expect(problems.map(({ code, path }) => `${code} ${path}`)).toEqual([
    'PACKUMENT_LIMIT packages/pkg/pkg-2.0.0.tgz',
    'PACKUMENT_LIMIT packages/pkg/pkg-4.0.0.tgz',
    'PACKUMENT_LIMIT packages/pkg/pkg-6.0.0.tgz',
  ]);
});

test('what every version repeats is counted with each', () => {
  const versions = Array.from({ length: 300 }, (_, index) => ({
    version: `1.0.${index}`,
    landed: new Date(Date.UTC(2024, 0, 1, 0, index)).toISOString(),
  }));
  const members = Object.fromEntries(
    Array.from({ length: 20_000 }, (_, index) => [`member-${index}`, 'developer']),
  );
  const teams = { all: { members: Object.keys(members) } };
  const input = packageInput({
    versions,
    meta: { maintainers: ['acme:all'] },
    directory: directory({ orgs: { acme: { members, teams } } }),
  });
  const { package: pkg, problems } = packageOf(input);
  expect(pkg?.maintainers).toHaveLength(20_000);
  expect(pkg?.versions.length).toBeLessThan(250);
  expect(new Set(problems.map(({ code }) => code))).toEqual(new Set(['PACKUMENT_LIMIT']));
});

test('no number of large manifests is kept in memory', async () => {
  const { folder } = packageInput({
    versions: Array.from({ length: 104 }, (_, index) => ({
      version: `1.0.${index}`,
      landed: new Date(Date.UTC(2024, 0, 1, 0, index)).toISOString(),
    })),
  });
  const filler = 'x'.repeat(1_000_000);
  const tarballs = folder.tarballs.map((file): TarballFile => {
    const manifest = { name: 'pkg', version: file.version, filler };
    return { ...file, read: () => Promise.resolve({ bytes: packageTarball({ manifest }) }) };
  });
  const { package: pkg, problems } = await examinePackage({ ...folder, tarballs }, nobody);
  expect(pkg?.versions).toHaveLength(99);
  expect(problems.map(({ code, path }) => `${code} ${path}`)).toEqual(
    [99, 100, 101, 102, 103].map((patch) => `PACKUMENT_LIMIT packages/pkg/pkg-1.0.${patch}.tgz`),
  );
});
