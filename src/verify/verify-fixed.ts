import { sha256Hex } from '../digest.ts';
import type { Layout } from '../host/host-preset.ts';
import { fixedFiles } from '../output/fixed-documents.ts';
import type { BuiltFolder } from './built-folder.ts';
import { type Finding, finding } from './finding.ts';
import { readWithTwins } from './verify-twins.ts';

/** The documents that are the same in every registry: there, and as they must be. */
export async function verifyFixed(
  folder: BuiltFolder,
  layout: Layout,
): Promise<readonly Finding[]> {
  const all: Finding[] = [];
  for (const document of fixedFiles(new Date(0))) {
    const { path, bytes, findings } = await readWithTwins(folder, layout, document);
    all.push(...findings);
    if (bytes !== undefined && sha256Hex(bytes) === document.digest) continue;
    all.push(finding('DOCUMENT_DIFFERS', path, 'It is missing, or not what every registry says.'));
  }
  return all;
}
