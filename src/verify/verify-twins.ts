import type { Document } from '../host/document-names.ts';
import type { Layout } from '../host/host-preset.ts';
import { sameBytes } from '../digest.ts';
import type { BuiltFolder } from './built-folder.ts';
import { type Finding, finding } from './finding.ts';

export interface TwinsResult {
  /** Where the document is first looked for; `''` when the layout has no place for it. */
  readonly path: string;
  readonly bytes: Uint8Array | undefined;
  readonly findings: readonly Finding[];
}

/** Reads a document, and whether all files that stand for it are there and equal. */
export async function readWithTwins(
  folder: BuiltFolder,
  layout: Layout,
  document: Document,
): Promise<TwinsResult> {
  const [path = '', ...twins] = layout.pathsOf(document);
  const bytes = path === '' ? undefined : await folder.read(path);
  const findings: Finding[] = [];
  for (const twin of twins) {
    const other = await folder.read(twin);
    const isEqual = bytes === undefined ? other === undefined : sameBytes(other, bytes);
    if (!isEqual) findings.push(finding('TWIN_DIFFERS', twin, `It does not equal ${path}.`));
  }
  return { path, bytes, findings };
}
