import { formatBytes } from '../../amounts.ts';
import { type Finding, finding } from '../finding.ts';
import type { AddedVersion } from '../reviewed.ts';
import { binaryKindOf } from './binary-kind.ts';
import { contentChangesOf } from './content-changes.ts';
import { limitFindings } from './limit-findings.ts';

/** New and changed binaries, by their content. */
export function nativeBinary(version: AddedVersion): readonly Finding[] {
  const findings = contentChangesOf(version).flatMap(({ file, before }) => {
    const kind = binaryKindOf(file);
    if (kind === undefined) return [];
    const how = before === undefined ? 'a new' : 'a changed';
    const message = `${file.path} is ${how} ${kind} (${formatBytes(file.size)}).`;
    return [finding('native-binary', { path: version.path, file: file.path, message })];
  });
  return limitFindings(findings);
}
