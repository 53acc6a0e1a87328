// Reads a built folder again as a stranger: of the record of the build only the host and the URL are used, as hints
// where to look and what to expect.
import type { HostPreset } from '../host/host-preset.ts';
import type { OnProgress } from '../progress.ts';
import { openDisk } from '../write/output-disk.ts';
import { type BuiltFolder, createBuiltFolder, filesBelow, parseDocument } from './built-folder.ts';
import { findPackages } from './find-packages.ts';
import { findPreset } from './find-preset.ts';
import { type Finding, finding } from './finding.ts';
import { verifyPackage } from './verify-package.ts';

export interface VerifyOptions {
  /** A folder that `build` wrote. */
  readonly dir: string;
  readonly onProgress?: OnProgress | undefined;
}

export interface VerifyReport {
  readonly packages: number;
  readonly versions: number;
  /** Versions whose tarballs lie on other hosts, where pinned pointers name them: these bytes were not checked. */
  readonly elsewhere: number;
  /** Empty when the folder keeps every promise. By package, then what spans packages. */
  readonly findings: readonly Finding[];
}

/**
 * Checks every packument, tarball, dist-tag, time, manifest, version document, twin and JSON document of a built
 * folder against each other. Throws OUTPUT_NOT_OURS for a folder that is no built registry.
 */
export async function verify({ dir, onProgress }: VerifyOptions): Promise<VerifyReport> {
  const folder = createBuiltFolder(await openDisk(dir));
  const { preset, base } = await findPreset(folder, dir);
  const names = await findPackages(folder, preset);
  const findings: Finding[] = [];
  let versions = 0;
  let elsewhere = 0;
  for (const [index, name] of names.entries()) {
    const result = await verifyPackage(name, { folder, preset, base });
    findings.push(...result.findings);
    versions += result.versions;
    elsewhere += result.elsewhere;
    onProgress?.({ stage: 'verify', done: index + 1, total: names.length });
  }
  findings.push(...(await verifyDocuments(folder, preset)));
  return { packages: names.length, versions, elsewhere, findings };
}

/** What lies below `/-/` is JSON, but for tarballs and the host's own files. */
async function verifyDocuments(
  folder: BuiltFolder,
  preset: HostPreset,
): Promise<readonly Finding[]> {
  const root = preset.layout.name === 'object' ? 'registry/-' : '-';
  const findings: Finding[] = [];
  for await (const path of filesBelow(folder, root)) {
    if (/^-\/(?:host|t|v|a)\//.test(path)) continue;
    const bytes = await folder.read(path);
    if (bytes !== undefined && parseDocument(bytes) !== undefined) continue;
    findings.push(finding('DOCUMENT_INVALID', path, 'It is not JSON.'));
  }
  return findings;
}
