// What npm itself makes of our answer: its own calculator, which `npm audit` uses, with a registry on the loopback.
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { findAdvisories, parseBulkRequest } from '../../../src/advisories/audit-request.ts';
import { bulkAnswer } from '../../../src/advisories/bulk-answer.ts';
import type { JsonObject } from '../../../src/json.ts';
import { advisoriesFrom, affects, osv } from '../../support/advisories.ts';
import { temporaryDirectory } from '../../support/temp-dir.ts';

interface Calculated {
  readonly type: 'advisory' | 'metavuln';
  readonly source: number;
  readonly title: string;
  readonly severity: string;
  readonly range: string;
  readonly vulnerableVersions: readonly string[];
  testVersion(version: string): boolean;
}

/** It has no types of its own. */
type Calculator = new (options: object) => {
  calculate(name: string, source: object): Promise<Calculated>;
};

const require = createRequire(import.meta.url);
const NpmCalculator = require('@npmcli/metavuln-calculator') as Calculator;

const versions = ['0.9.0', '1.0.0', '1.1.9', '1.2.0-rc.1', '1.2.0', '2.0.0', '2.0.1', '3.0.0'];

async function registryUrl(packages: Readonly<Record<string, object>>): Promise<string> {
  const server = createServer((request, response) => {
    const found = packages[request.url?.slice(1) ?? ''];
    response.writeHead(found === undefined ? 404 : 200).end(JSON.stringify(found ?? {}));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  // It listens on a port.
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

function packument(name: string, manifests: Readonly<Record<string, object>>): object {
  const last = Object.keys(manifests).at(-1);
  const entries = Object.entries(manifests).map(([version, more]) => [
    version,
    { name, version, ...more },
  ]);
  return { name, 'dist-tags': { latest: last }, versions: Object.fromEntries(entries) as object };
}

test('npm finds the versions that OSV means, and the packages that depend on them', async () => {
  const events = [
    { introduced: '1.0.0' },
    { fixed: '1.2.0' },
    { introduced: '2.0.0' },
    { last_affected: '2.0.0' },
  ];
  const of = advisoriesFrom(
    osv('ACME-1', {
      summary: 'It leaks',
      affected: [affects('pkg', events)],
      database_specific: { severity: 'CRITICAL' },
    }),
    osv('ACME-2', {
      affected: [{ package: { ecosystem: 'npm', name: 'pkg' }, versions: ['0.9.0'] }],
    }),
  );
  const answer = bulkAnswer(findAdvisories(parseBulkRequest({ pkg: versions }), of));
  const rows = JSON.parse(JSON.stringify(answer['pkg'])) as readonly JsonObject[];
  const registry = await registryUrl({
    pkg: packument('pkg', Object.fromEntries(versions.map((version) => [version, {}]))),
    app: packument('app', {
      '1.0.0': { dependencies: { pkg: '~1.1.0' } },
      '1.1.0': { dependencies: { pkg: '>=1.2.0' } },
    }),
  });
  const calculator = new NpmCalculator({ registry, cache: await temporaryDirectory() });
  const calculated = await Promise.all(rows.map((row) => calculator.calculate('pkg', row)));
  expect(calculated).toMatchObject([
    {
      type: 'advisory',
      source: rows[0]?.['id'],
      title: 'It leaks',
      severity: 'critical',
      vulnerableVersions: ['1.0.0', '1.1.9', '1.2.0-rc.1', '2.0.0'],
    },
    { type: 'advisory', severity: 'moderate', vulnerableVersions: ['0.9.0'] },
  ]);
  expect(new Set(calculated.map(({ source }) => source)).size).toBe(2);
  const [advisory] = calculated;
  const dependent = await calculator.calculate('app', advisory ?? {});
  expect(dependent).toMatchObject({ type: 'metavuln', vulnerableVersions: ['1.0.0'] });
});
