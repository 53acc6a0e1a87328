import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { configSchema } from '../../src/config-schema.ts';
import { hostPresets } from '../../src/host/host-preset-of.ts';
import { isJsonObject } from '../../src/json.ts';
import { checkKinds } from '../../src/policy/check-kinds.ts';
import { toolTitle } from '../support/tools/tool.ts';
import { commandNames, writers } from '../support/write-client.ts';

const root = resolve(import.meta.dirname, '../..');
const read = (path: string): Promise<string> => readFile(join(root, path), 'utf8');

/** The members of a union of strings, as its file spells them. */
async function unionOf(path: string, name: string): Promise<string[]> {
  const code = await read(path);
  const union = new RegExp(`export type ${name} =([^;]*);`).exec(code)?.[1] ?? '';
  return [...union.matchAll(/'([A-Z_]+)'/g)].map((match) => match[1] ?? '');
}

test.each([
  ['src/errors.ts', 'ErrorCode'],
  ['src/problems.ts', 'ProblemCode'],
])('the README explains every code of %s, which lists them sorted', async (path, name) => {
  const codes = await unionOf(path, name);
  const readme = await read('README.md');
  expect(codes.length).toBeGreaterThan(20);
  expect(codes).toEqual(codes.toSorted());
  expect(codes.filter((code) => !readme.includes(`\`${code}\``))).toEqual([]);
});

test('the README explains every finding of verify, sorted in its own table', async () => {
  const codes = await unionOf('src/verify/finding.ts', 'FindingCode');
  const [, table = ''] = /^### What `verify` finds$(.*?)^## /ms.exec(await read('README.md')) ?? [];
  const explained = [...table.matchAll(/`([A-Z_]{2,})`/g)].map(([, code]) => code);
  expect(codes).toEqual(codes.toSorted());
  expect(explained.toSorted()).toEqual(codes);
});

test('the README lists every check of a review with its level, sorted', async () => {
  const [, text = ''] =
    /^### Review before it exists$(.*?)^### /ms.exec(await read('README.md')) ?? [];
  const rows = [...text.matchAll(/^\| `([a-z-]+)` +\| (block|person|warning|info) /gm)];
  const kinds = Object.entries(checkKinds).map(([id, { level }]) => [id, level]);
  expect(rows.map(([, id, level]) => [id, level])).toEqual(kinds);
  expect(kinds).toEqual(kinds.toSorted());
});

test('the README explains every host preset and every key of stillpack.json', async () => {
  const readme = await read('README.md');
  const keys = isJsonObject(configSchema['properties'])
    ? Object.keys(configSchema['properties'])
    : [];
  const words = [
    ...hostPresets.map(({ name }) => name),
    ...keys.filter((key) => key !== '$schema'),
  ];
  expect(words.filter((word) => !readme.includes(`\`${word}`))).toEqual([]);
});

test('the schema knows exactly the host presets', () => {
  const { properties } = configSchema;
  const host = isJsonObject(properties) ? properties['host'] : undefined;
  expect(isJsonObject(host) ? host['enum'] : undefined).toEqual(
    hostPresets.map(({ name }) => name),
  );
});

test('the README says which client has which commands for writes, as the tests with them do', async () => {
  const [, text = ''] = /^### The gateway(.*?)^### /ms.exec(await read('README.md')) ?? [];
  const quoted = (commands: readonly string[]): string =>
    commands.map((command) => `\`${command}\``).join(' ');
  expect(text.replaceAll('\n', ' ')).toContain(`has: ${quoted(commandNames)}.`);
  const rows = [...text.matchAll(/^\| (\w+ [\d.]+) +\| (.*?) +\|$/gm)].map(([, ...row]) => row);
  expect(rows).toEqual(
    Object.values(writers).map(({ client, lacks }) => {
      const has = commandNames.filter((command) => !lacks.includes(command));
      const left = commandNames.filter((command) => lacks.includes(command));
      if (left.length === 0) return [toolTitle(client.tool), 'all'];
      const isMost = has.length > left.length;
      return [toolTitle(client.tool), isMost ? `all but ${quoted(left)}` : quoted(has)];
    }),
  );
});
