import { describe, expect, test } from 'vitest';
import type { Tarball } from '../../../src/inspect/tarball.ts';
import { factsOf, plainManifest } from '../../support/inspection.ts';
import { packageTarball } from '../../support/tarball.ts';

/** The facts of a package with these root files, each holding its own name. */
function factsWith(...names: readonly string[]): Promise<Tarball> {
  const files = Object.fromEntries(names.map((name) => [name, name]));
  return factsOf(packageTarball({ manifest: plainManifest, files }));
}

describe('the README', () => {
  test.each([
    ['Markdown before the bare name', ['README', 'README.md'], 'README.md'],
    ['in any case', ['readme.markdown'], 'readme.markdown'],
    ['the bare name before other formats', ['README.txt', 'README'], 'README'],
    ['another format if there is nothing better', ['LICENSE', 'README.rst'], 'README.rst'],
    [
      'the plain one before a translation',
      ['README.de.md', 'README.md', 'README.a.md'],
      'README.md',
    ],
    ['the same one in any order', ['README.b.md', 'README.a.md'], 'README.a.md'],
  ])('is %s', async (_, names, chosen) => {
    const expected = { fileName: chosen, text: chosen, isCut: false };
    expect((await factsWith(...names)).readme).toEqual(expected);
    expect((await factsWith(...names.toReversed())).readme).toEqual(expected);
  });

  test.each(['READMEx.md', 'docs/README.md', 'README-cn.md', 'xREADME.md'])(
    'is not %s',
    async (name) => {
      expect((await factsWith(name)).readme).toBeUndefined();
    },
  );

  test('is cut after 64 KB, never inside a character', async () => {
    const KiB64 = 64 * 1024;
    const textOf = async (body: string): Promise<string | undefined> => {
      const files = { 'README.md': body };
      return (await factsOf(packageTarball({ manifest: plainManifest, files }))).readme?.text;
    };
    expect(await textOf('x'.repeat(KiB64))).toBe('x'.repeat(KiB64));
    expect(await textOf('x'.repeat(KiB64 + 1))).toBe('x'.repeat(KiB64));
    expect(await textOf(`x${'é'.repeat(KiB64)}`)).toBe(`x${'é'.repeat(KiB64 / 2 - 1)}`);
    expect(await textOf(`${'x'.repeat(KiB64 - 2)}🙂🙂`)).toBe('x'.repeat(KiB64 - 2));
  });

  test('is text whatever its bytes are: no BOM, U+FFFD for what is not UTF-8', async () => {
    const files = { 'README.md': Buffer.from('\u00ef\u00bb\u00bfcaf\u00e9', 'latin1') };
    const { readme } = await factsOf(packageTarball({ manifest: plainManifest, files }));
    expect(readme?.text).toBe('caf\uFFFD');
  });

  test('is UTF-16 where a byte order mark says so', async () => {
    const textOf = async (body: Uint8Array): Promise<string | undefined> => {
      const files = { 'README.md': body };
      return (await factsOf(packageTarball({ manifest: plainManifest, files }))).readme?.text;
    };
    const little = Buffer.from('\uFEFF# Caf\u00e9 🙂\n', 'utf16le');
    expect(await textOf(little)).toBe('# Caf\u00e9 🙂\n');
    expect(await textOf(Buffer.from(little).swap16())).toBe('# Caf\u00e9 🙂\n');
    const long = Buffer.from(`\uFEFFx${'🙂'.repeat(20_000)}`, 'utf16le');
    expect(await textOf(long)).toBe(`x${'🙂'.repeat(16_383)}`);
    expect(await textOf(Buffer.from('\uFEFFx\uD800y', 'utf16le'))).toBe('x\uFFFDy');
  });
});

describe('the CHANGELOG', () => {
  test.each([
    [
      'CHANGELOG before CHANGES before HISTORY',
      ['HISTORY.md', 'CHANGES', 'changelog.txt'],
      'changelog.txt',
    ],
    ['CHANGES before HISTORY', ['HISTORY.md', 'CHANGES'], 'CHANGES'],
    ['Markdown first', ['History', 'History.md'], 'History.md'],
  ])('is %s', async (_, names, chosen) => {
    expect((await factsWith(...names)).changelog?.fileName).toBe(chosen);
  });
});
