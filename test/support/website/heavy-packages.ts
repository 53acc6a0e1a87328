// Packages whose pages are as large as honest packages make them.
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { packageTarball } from '../tarball.ts';
import type { Release } from './release.ts';

const root = path.resolve(import.meta.dirname, '../../..');

export interface HeavyPackages {
  readonly releases: readonly Release[];
  /** Those of the real packages that have the longest READMEs. */
  readonly real: readonly string[];
  /** A README of more code than is rendered. */
  readonly code: string;
  /** More versions than a page lists, a long README, and many dependencies. */
  readonly versions: string;
}

const realCount = 5;
const versionCount = 520;

export async function heavyPackages(): Promise<HeavyPackages> {
  const [real, code] = await Promise.all([longestReadmes(), codeReadme()]);
  const [codeName, versionsName] = ['heavy-code', 'heavy-versions'];
  return {
    releases: [
      ...real,
      releaseOf({ name: codeName, files: { 'README.md': code } }),
      ...manyVersions(versionsName, code.slice(0, code.length / 4)),
    ],
    real: real.map(({ name }) => name),
    code: codeName,
    versions: versionsName,
  };
}

/** Of what `npm ci` installed for this project, with nothing but what its page shows of it. */
async function longestReadmes(): Promise<readonly Release[]> {
  const modules = path.join(root, 'node_modules');
  const names = (await readdir(modules)).filter((name) => !/^[.@]/.test(name));
  const read = names.map(async (name) => {
    const folder = path.join(modules, name);
    const files = (await readdir(folder)).filter((file) =>
      /^(?:readme|changelog)\.md$/i.test(file),
    );
    const texts = files.map(
      async (file) => [file, await readFile(path.join(folder, file), 'utf8')] as const,
    );
    return { folder, files: Object.fromEntries(await Promise.all(texts)) };
  });
  const longest = (await Promise.all(read))
    .sort((one, other) => readmeLength(other.files) - readmeLength(one.files))
    .slice(0, realCount);
  return await Promise.all(
    longest.map(async ({ folder, files }) => {
      const text = await readFile(path.join(folder, 'package.json'), 'utf8');
      const manifest = JSON.parse(text) as { readonly name: string; readonly version: string };
      return releaseOf({ ...manifest, manifest, files });
    }),
  );
}

function readmeLength(files: Readonly<Record<string, string>>): number {
  const file = Object.keys(files).find((name) => /^readme/i.test(name));
  return file === undefined ? 0 : (files[file]?.length ?? 0);
}

/** This program's own sources, each below a heading. */
async function codeReadme(): Promise<string> {
  const folder = path.join(root, 'src');
  const files = (await readdir(folder)).filter((file) => file.endsWith('.ts')).sort();
  const sections = files.map(async (file) => {
    const code = await readFile(path.join(folder, file), 'utf8');
    return `## ${file}\n\n\`\`\`ts\n${code}\`\`\`\n`;
  });
  return (await Promise.all(sections)).join('\n');
}

function manyVersions(name: string, readme: string): readonly Release[] {
  const dependencies = Object.fromEntries(
    Array.from({ length: 60 }, (_, index) => [`heavy-part-${index * 7919}`, `^${index}.2.0`]),
  );
  return Array.from({ length: versionCount }, (_, index) => {
    const isLast = index === versionCount - 1;
    const version = `${Math.floor(index / 40)}.${index % 40}.${index % 3}${index % 11 === 5 ? '-rc.1' : ''}`;
    return releaseOf({
      ...{ name, version, date: `20${15 + Math.floor(index / 60)}-0${1 + (index % 9)}-11` },
      manifest: isLast ? { dependencies } : {},
      files: { 'README.md': isLast ? readme : '# An old one\n', 'index.js': '//\n'.repeat(index) },
    });
  });
}

interface Content {
  readonly name: string;
  readonly version?: string;
  readonly date?: string;
  readonly manifest?: object;
  readonly files: Readonly<Record<string, string>>;
}

function releaseOf({
  name,
  version = '1.0.0',
  date = '2024-02-01',
  manifest,
  files,
}: Content): Release {
  const license = 'MIT';
  return {
    ...{ name, version, date },
    tarball: packageTarball({ manifest: { license, ...manifest, name, version }, files }),
  };
}
