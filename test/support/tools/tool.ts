// Where install.js put the pinned clients and emulators, and where the system has the web servers.
import { existsSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import versions from './versions.json' with { type: 'json' };

/** A client or emulator that install.js brings. */
export type ToolId = keyof typeof versions;

/** Programs of the operating system's own packages. */
export const systemPrograms = [
  'apache2',
  'aws',
  'caddy',
  'chromium',
  'git-lfs',
  'nginx',
  'python3',
  'shellcheck',
] as const;

export type SystemProgram = (typeof systemPrograms)[number];

export const toolIds: readonly ToolId[] = Object.keys(versions).filter(isToolId);

function isToolId(id: string): id is ToolId {
  return id in versions;
}

const root = resolve(import.meta.dirname, '../../../.cache/tools');

/** `npm 11.21.2` */
export function toolTitle(id: ToolId): string {
  return `${id.replace(/-\d+$/, '')} ${versions[id].version}`;
}

/** The program `name` of a tool. It may not be there: ask `isInstalled`. */
export function toolProgram(id: ToolId, name: string): string {
  const folder = toolTitle(id).replace(' ', '-');
  return join(root, folder, 'node_modules/.bin', name);
}

/** The folder of a tool's programs, for a PATH. */
export function toolPrograms(id: ToolId): string {
  return resolve(toolProgram(id, '.'));
}

/** The drivers start programs as POSIX systems do, so on Windows no tool counts as installed. */
export function isInstalled(id: ToolId): boolean {
  if (process.platform === 'win32') return false;
  return existsSync(resolve(toolPrograms(id), '..'));
}

/** The path of a system program, also where Debian keeps servers; `undefined` when it is not installed. */
export function findProgram(name: SystemProgram): string | undefined {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin'];
  return folders.map((folder) => join(folder, name)).find((file) => existsSync(file));
}
