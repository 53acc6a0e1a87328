// Finds package.json among the entries, and keeps its bytes.
import type { ArchiveLimits } from './archive-limits.ts';
import { createKeptBody, type KeptBody } from './kept-body.ts';
import { type CandidatePath, manifestCandidateOf } from './manifest-candidates.ts';
import { quoted } from './quoted.ts';
import type { BodySink, TarEntry, TarFault } from './tar-visitor.ts';

export interface ManifestFinder {
  /** The body is wanted when a sink comes back. */
  readonly offer: (entry: OfferedEntry) => BodySink | undefined;
  /** Reports that there is no package.json, or no single one; to be called after the last entry. */
  readonly finish: () => void;
  readonly bytes: () => Buffer | undefined;
}

export type OfferedEntry = CandidatePath & Pick<TarEntry, 'kind' | 'size'>;

export function createManifestFinder(
  limits: ArchiveLimits,
  report: (fault: TarFault) => void,
): ManifestFinder {
  let body: KeptBody | undefined;
  let found = false;
  let isAmbiguous = false;

  function offer(entry: OfferedEntry): BodySink | undefined {
    const candidate = manifestCandidateOf(entry);
    if (candidate === undefined) return undefined;
    if (found || candidate === 'twin' || entry.kind !== 'file') reportAmbiguous(entry.text);
    found = true;
    if (entry.size > limits.manifest) {
      report({
        code: 'ARCHIVE_LIMIT',
        message: `package.json is larger than ${limits.manifest} bytes`,
      });
      return undefined;
    }
    if (isAmbiguous) return undefined;
    body = createKeptBody(entry.size, limits.manifest);
    return body.sink;
  }

  function reportAmbiguous(text: string): void {
    isAmbiguous = true;
    report({
      code: 'MANIFEST_AMBIGUOUS',
      message: `${quoted(text)} is one more file, a link, or another name that a client may take for package.json`,
    });
  }

  function finish(): void {
    if (found) return;
    report({ code: 'MANIFEST_MISSING', message: 'There is no package.json in the top folder' });
  }

  return { offer, finish, bytes: () => body?.bytes };
}
