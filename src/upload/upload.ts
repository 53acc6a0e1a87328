// replaced on merge
import { readFile } from 'node:fs/promises';
import type { Forge } from '../forge/forge.ts';
import type { Environment } from '../source/environment.ts';

export interface UploadOptions {
  readonly files: readonly string[];
  readonly cwd: string;
  readonly remote: string;
  readonly branch?: string | undefined;
  readonly mode: 'direct' | 'pull-request';
  readonly tag?: string | undefined;
  readonly message?: string | undefined;
  readonly forge?: Forge | undefined;
  readonly env: Environment;
  readonly dryRun?: boolean | undefined;
}

export interface UploadedVersion {
  readonly name: string;
  readonly version: string;
  readonly path: string;
  readonly integrity: string;
}

export interface UploadReport {
  readonly commit: string | undefined;
  readonly branch: string;
  readonly added: readonly UploadedVersion[];
  readonly unchanged: readonly UploadedVersion[];
  readonly pullRequest?: { readonly url: string | undefined };
}

export async function upload({ files, branch = 'main' }: UploadOptions): Promise<UploadReport> {
  for (const file of files) await readFile(file);
  return { commit: undefined, branch, added: [], unchanged: [] };
}
