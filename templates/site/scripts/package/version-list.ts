// The versions that a packument has.
import compare from 'semver/functions/compare.js';
import { packumentUrl } from '../page.ts';
import { parseVersion } from './names.ts';
import { isRecord } from './record.ts';

/**
 * What a packument says of each version, latest first. Throws when it cannot be loaded, and as for one that is missing
 * when it is of another package: some servers find `UI` where `ui` was asked for.
 */
export async function loadVersions(name: string): Promise<ReadonlyMap<string, unknown>> {
  const url = packumentUrl(name);
  const packument = await loadJson(url);
  if (!isOf(name, packument)) throw new LoadError(404, url);
  return versionsIn(packument);
}

/** Whether the document says nothing else. */
export function isOf(name: string, document: unknown): boolean {
  return !isRecord(document) || (document['name'] ?? name) === name;
}

/** What the packument says of each version, latest first. */
export function versionsIn(packument: unknown): ReadonlyMap<string, unknown> {
  const versions = isRecord(packument) ? packument['versions'] : undefined;
  const entries = isRecord(versions) ? Object.entries(versions) : [];
  return new Map(
    entries
      .filter(([version]) => parseVersion(version) === version)
      .sort(([a], [b]) => compare(b, a)),
  );
}

/** Throws when the server has no such file, or no JSON in it. */
export async function loadJson(url: string): Promise<unknown> {
  const response = await fetch(url);
  if (!response.ok) throw new LoadError(response.status, url);
  return (await response.json()) as unknown;
}

export class LoadError extends Error {
  readonly status: number;

  constructor(status: number, url: string) {
    super(`The server answered ${status} for ${url}.`);
    this.name = 'LoadError';
    this.status = status;
  }
}
