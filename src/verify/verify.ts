// Reads a built folder again as a stranger: the record of the build says where to look and what to expect, and is
// never a reason to believe a file.
import type { HostPreset } from '../host/host-preset.ts';
import type { OnProgress } from '../progress.ts';
import { openDisk } from '../write/output-disk.ts';
import { type BuiltFolder, createBuiltFolder, filesBelow, parseDocument } from './built-folder.ts';
import { findPackages } from './find-packages.ts';
import { findPreset } from './find-preset.ts';
import { type Finding, finding } from './finding.ts';
import { registryFolderOf } from './package-place.ts';
import { verifyCompressed } from './verify-compressed.ts';
import { verifyFixed } from './verify-fixed.ts';
import { type FoundPackage, verifyLists } from './verify-lists.ts';
import { verifyPackage } from './verify-package.ts';
import { verifyRecord } from './verify-record.ts';

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
  /** Whether the folder holds the record of its build. Without it, stray and missing files may go unnoticed. */
  readonly recorded: boolean;
  /** Empty when the folder keeps every promise. By package, then what spans packages, then by the record. */
  readonly findings: readonly Finding[];
  /** Where npm's reader differs from ours for a reason that the build, too, has warned of. */
  readonly warnings: readonly Finding[];
}

/**
 * Checks every packument, tarball, dist-tag, time, manifest, version document, twin (compressed ones, too), list of
 * packages and JSON document of a built folder against each other, and every file against the record of the build.
 * Throws OUTPUT_NOT_OURS for a folder that is no built registry.
 */
export async function verify({ dir, onProgress }: VerifyOptions): Promise<VerifyReport> {
  const disk = await openDisk(dir);
  const folder = createBuiltFolder(disk);
  const { preset, base } = await findPreset(folder, dir);
  const names = await findPackages(folder, preset);
  const findings: Finding[] = [];
  const warnings: Finding[] = [];
  const found: FoundPackage[] = [];
  let versions = 0;
  let elsewhere = 0;
  for (const [index, name] of names.entries()) {
    const result = await verifyPackage(name, { folder, preset, base });
    findings.push(...result.findings);
    warnings.push(...result.warnings);
    versions += result.versions;
    elsewhere += result.elsewhere;
    found.push({ name, date: result.date });
    onProgress?.({ stage: 'verify', done: index + 1, total: names.length });
  }
  findings.push(...(await verifyFixed(folder, preset.layout)));
  findings.push(...(await verifyLists(found, { folder, preset })));
  findings.push(...(await verifyDocuments(folder, preset)));
  findings.push(...(await verifyCompressed(folder)));
  const { isRecorded, findings: byRecord } = await verifyRecord(folder, disk);
  findings.push(...byRecord, ...folder.tooLarge().map(tooLarge));
  return { packages: names.length, versions, elsewhere, recorded: isRecorded, findings, warnings };
}

function tooLarge(path: string): Finding {
  return finding('FILE_TOO_LARGE', path, 'It is larger than 2 GiB, and was not read.');
}

/** What lies below `/-/` is JSON, but for tarballs, the host's own files and the website's. */
async function verifyDocuments(
  folder: BuiltFolder,
  preset: HostPreset,
): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for await (const path of filesBelow(folder, registryFolderOf(preset))) {
    if (/^-\/(?:host|site|t|v|a|z)\//.test(path)) continue;
    const bytes = await folder.read(path);
    if (bytes !== undefined && parseDocument(bytes) !== undefined) continue;
    findings.push(finding('DOCUMENT_INVALID', path, 'It is not JSON.'));
  }
  return findings;
}
