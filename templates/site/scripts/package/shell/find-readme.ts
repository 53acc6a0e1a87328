// The README among a tarball's files.
import { documentCandidateOf, documentTextOf } from '../../../../../src/inspect/documents.ts';
import { compareText } from '../../../../../src/compare.ts';
import type { TarFiles } from '../tar-files.ts';

/** As the build chooses it; `undefined` when there is none. */
export function findReadme(
  files: TarFiles,
): { readonly fileName: string; readonly text: string } | undefined {
  const candidates = [...files.keys()]
    .filter((path) => !path.includes('/'))
    .flatMap((fileName) => {
      const candidate = documentCandidateOf(fileName.toLowerCase());
      return candidate?.kind === 'readme' ? [{ fileName, rank: candidate.rank }] : [];
    })
    .sort(
      (a, b) =>
        a.rank - b.rank ||
        a.fileName.length - b.fileName.length ||
        compareText(a.fileName, b.fileName),
    );
  const fileName = candidates[0]?.fileName;
  const bytes = files.get(fileName ?? '');
  if (fileName === undefined || bytes === undefined) return undefined;
  return { fileName, text: documentTextOf(bytes, { isCut: false }) };
}
