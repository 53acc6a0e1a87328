// What the suites with real clients, servers and git-lfs need, and which of them this machine cannot run.
import { readdirSync } from 'node:fs';
import {
  findProgram,
  isInstalled,
  type SystemProgram,
  systemPrograms,
  type ToolId,
  toolTitle,
} from './tool.ts';

type Need = ToolId | SystemProgram;

const clients = [
  'npm-10',
  'npm-11',
  'pnpm-10',
  'pnpm-12',
  'yarn-1',
  'yarn-4',
  'bun',
  'deno',
] as const satisfies readonly ToolId[];

/** Those that write through a gateway. yarn 1 and deno do not. */
const writers = clients.filter((client) => client !== 'yarn-1' && client !== 'deno');

/** What each host needs besides the clients. */
const hosts: Readonly<Record<string, readonly Need[]>> = {
  apache: ['apache2'],
  azure: ['swa-cli', 'node-24'],
  caddy: ['caddy'],
  'cloudflare-pages': ['wrangler', 'node-24'],
  firebase: ['superstatic', 'node-24'],
  'github-pages': [],
  'gitlab-pages': [],
  'lock-file': ['nginx'],
  netlify: [],
  nginx: ['nginx'],
  'nginx-files': ['nginx'],
  python: ['python3'],
  s3: ['s3rver', 'aws'],
  'serve-handler-files': [],
  vercel: ['vercel-routing'],
};

/** What the suite of each release tool needs. */
const releaseTools: Readonly<Record<string, readonly Need[]>> = {
  changeset: ['changeset'],
  lerna: ['lerna'],
  pnpm: ['pnpm-10', 'pnpm-12'],
  'semantic-release': ['semantic-release'],
};

/** By test file, from `test/`. A suite that needs nothing of all this does not stand here. */
const needs: ReadonlyMap<string, readonly Need[]> = new Map<string, readonly Need[]>([
  ...clients.map((client) => [`clients/${client}.test.ts`, [client]] as const),
  ...writers.map((client) => [`clients-write/${client}.test.ts`, [client]] as const),
  // pnpm 10 runs npm for most of it.
  ['clients-write/pnpm-10.test.ts', ['pnpm-10', 'npm-11']],
  ...Object.entries(hosts).map(
    ([host, own]) => [`hosts/${host}.test.ts`, [...own, ...clients]] as const,
  ),
  ...Object.entries(releaseTools).map(
    ([tool, own]) => [`release-tools/${tool}.test.ts`, [...own, 'npm-11', 'node-24']] as const,
  ),
  ...browserSuites().map((file) => [file, ['chromium']] as const),
  ['clients-write/unusual-names.test.ts', clients],
  ['clients-write/npm-11-trusted.test.ts', ['npm-11']],
  ['contract/gateway-writers.test.ts', ['npm-11']],
  ['contract/git-lfs.test.ts', ['git-lfs']],
  ['hosts/precompressed.test.ts', ['nginx', 'caddy', 'apache2', 'npm-11']],
  ['workflows/gitlab.test.ts', ['gitlab-ci-local', 'node-24']],
  ['workflows/shell.test.ts', ['shellcheck']],
  ['properties/deterministic-node.test.ts', ['node-22', 'node-24']],
]);

function browserSuites(): readonly string[] {
  const files = readdirSync(new URL('../../browser/', import.meta.url));
  return files.filter((file) => file.endsWith('.test.ts')).map((file) => `browser/${file}`);
}

export interface SuiteLeftOut {
  readonly file: string;
  /** Titles. */
  readonly missing: readonly string[];
}

/** The suites that need something this machine does not have. */
export function suitesLeftOut(): readonly SuiteLeftOut[] {
  return [...needs]
    .map(([file, all]) => ({ file, missing: all.filter((need) => !isThere(need)).map(titleOf) }))
    .filter(({ missing }) => missing.length > 0);
}

function isThere(need: Need): boolean {
  return isProgram(need) ? findProgram(need) !== undefined : isInstalled(need);
}

function titleOf(need: Need): string {
  return isProgram(need) ? need : toolTitle(need);
}

function isProgram(need: Need): need is SystemProgram {
  return systemPrograms.some((program) => program === need);
}
