// Packages made to keep a review busy, or to break it.
import { describe, expect, test } from 'vitest';
import { binClash } from '../../src/review/checks/bin.ts';
import { checkDependencies } from '../../src/review/checks/dependencies.ts';
import { hiddenText } from '../../src/review/checks/hidden-text.ts';
import { installScript } from '../../src/review/checks/install-script.ts';
import { privateFile } from '../../src/review/checks/private-file.ts';
import { addedVersion, reviewContext } from '../support/review.ts';

const numbers = (length: number): readonly number[] => Array.from({ length }, (_, index) => index);

/** All of them take a fraction of it; before they were bounded they took minutes, or threw. */
const timeout = 20_000;

describe('a review comes to an end', { timeout }, () => {
  test('of a script of very many words', async () => {
    const postinstall = numbers(150_000)
      .map((number) => number.toString(36))
      .join(' ');
    expect(
      installScript(await addedVersion({ manifest: { scripts: { postinstall } } })),
    ).toHaveLength(1);
  });

  test('of scripts that run each other', async () => {
    const scripts: Record<string, string> = { postinstall: 'npm run s0' };
    for (const number of numbers(30_000)) scripts[`s${number}`] = `npm run s${number + 1}`;
    expect(installScript(await addedVersion({ manifest: { scripts } }))).toHaveLength(1);
  });

  test('of a line of blanks', async () => {
    const files = { 'a.js': `a${' '.repeat(15_000_000)}`, 'b.js': `a${' '.repeat(15_000_000)}b` };
    const found = hiddenText(await addedVersion({ files }));
    expect(found.map(({ file }) => file)).toEqual(['b.js']);
  });

  test('of what begins like a private key', async () => {
    const files = { '.env': `-----BEGIN ${'A '.repeat(7_500_000)}` };
    const found = privateFile(await addedVersion({ files }));
    expect(found.map(({ level }) => level)).toEqual(['person']);
  });

  test('of dependencies that are all bundled', async () => {
    const names = numbers(20_000).map((number) => `d${number}`);
    const dependencies = Object.fromEntries(names.map((name) => [name, '1']));
    const version = await addedVersion({ manifest: { dependencies, bundleDependencies: names } });
    expect(await checkDependencies(version, reviewContext())).toEqual([]);
  });

  test('of very many commands', async () => {
    const bin = Object.fromEntries(numbers(45_000).map((number) => [`c${number}`, 'x']));
    const names = numbers(20_000).map((number) => `n${number}`);
    const version = await addedVersion({ manifest: { bin }, previous: { manifest: { bin } } });
    expect(await binClash(version, reviewContext({ names }))).toEqual([]);
    const first = await addedVersion({ manifest: { bin } });
    expect(await binClash(first, reviewContext({ names }))).toEqual([]);
  });
});
