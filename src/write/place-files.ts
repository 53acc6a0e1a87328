import { folded } from '../host/claims.ts';
import type { HostFile, Layout } from '../host/host-preset.ts';
import { outputPathOf } from '../host/output-path.ts';
import type { Encoding } from '../host/precompressed.ts';
import type { OutputFile } from '../output/output-file.ts';
import { type Problem, problem } from '../problems.ts';
import { sha256Hex } from '../digest.ts';
import type { PlannedFile } from './write-plan.ts';

export interface PlacedFiles {
  readonly files: readonly PlannedFile[];
  readonly problems: readonly Problem[];
}

/**
 * Gives documents their places. One that has none, because its path is too long or folds together with that of
 * an earlier document with other bytes, is left out: OUTPUT_CLASH. Tarballs never are when the package's
 * versions went through `versionClashesOf`. `precompressed` are the encodings of the compressed twins there are.
 */
export function placeFiles(
  layout: Layout,
  documents: readonly OutputFile[],
  { precompressed = [] }: { readonly precompressed?: readonly Encoding[] } = {},
): PlacedFiles {
  const files: PlannedFile[] = [];
  const problems: Problem[] = [];
  const taken = new Map<string, OutputFile>();
  for (const document of documents) {
    // Tarballs are compressed already.
    const encodings = document.kind === 'tarball' ? [] : precompressed;
    for (const place of layout.pathsOf(document)) {
      const path = outputPathOf(place);
      const other = taken.get(folded(place));
      if (path === undefined) {
        problems.push(
          clash(document, `${document.url} does not make a path of the output folder.`),
        );
      } else if (other !== undefined && other.digest !== document.digest) {
        problems.push(clash(document, `${document.url} and ${other.url} would share a path.`));
      } else {
        taken.set(folded(place), document);
        files.push({ ...document, path, encodings });
      }
    }
  }
  return { files, problems };
}

/** The host's own files, dated as the caller says. A path that is none is a bug of the preset. */
export function placeHostFiles(hostFiles: readonly HostFile[], date: Date): readonly PlannedFile[] {
  return hostFiles.map((file) => {
    const path = outputPathOf(file.path);
    if (path === undefined) throw new TypeError(`Not a path of the output folder: ${file.path}`);
    const body = Buffer.from(file.text);
    return { path, kind: 'config', digest: sha256Hex(body), size: body.length, date, body };
  });
}

function clash(document: OutputFile, message: string): Problem {
  const folder = document.owner === undefined ? '.' : `packages/${document.owner}`;
  return problem('OUTPUT_CLASH', folder, message);
}
