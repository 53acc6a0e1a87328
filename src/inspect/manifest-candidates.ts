// Which entries some client may take for the package's package.json. There must be exactly one, a plain file.
import { foldedKeyOf, pathTrait } from './tar-path.ts';

const manifestName = 'package.json';
/** Spellings that not every client may take for the same file. */
const odd = pathTrait.untidy | pathTrait.dotted;

/** An entry's path: whole, below its first segment, and the latter's folded key. */
export interface CandidatePath {
  readonly text: string;
  readonly traits: number;
  readonly relative: string;
  readonly key: string;
}

/** Whether `manifestCandidateOf` gives anything for a path in some folder, from what is known of it at once. */
export function mayBeManifest(key: string, traits: number): boolean {
  return (traits & (odd | pathTrait.nonAscii)) !== 0 || key.startsWith(manifestName);
}

/**
 * `manifest`: package.json below the first segment, whatever that is called. `twin`: what may be the same file
 * for somebody: other letters (macOS, Windows), dots, spaces or a stream name behind it (Windows), empty or `.`
 * segments (npm takes them for the first segment, others tidy up before), invisible characters (HFS+), no first
 * segment at all (pnpm 9 takes nothing off then), or something below a folder of that name.
 */
export function manifestCandidateOf(path: CandidatePath): 'manifest' | 'twin' | undefined {
  const { text, traits, relative, key } = path;
  if ((traits & odd) === 0 && relative === manifestName) return 'manifest';
  if (isTwin(key) || (relative === '' && isTwin(foldedKeyOf(text, traits)))) return 'twin';
  if ((traits & (pathTrait.untidy | pathTrait.nonAscii)) === 0) return undefined;
  const segments = foldedKeyOf(text, traits)
    .replace(/\p{Cf}/gu, '')
    .split('/')
    .filter((segment) => segment !== '' && segment !== '.');
  return isTwin(segments.join('/')) || isTwin(segments.slice(1).join('/')) ? 'twin' : undefined;
}

function isTwin(key: string): boolean {
  return (
    key.startsWith(manifestName) && /^[. ]*(?:[:/].*)?$/su.test(key.slice(manifestName.length))
  );
}
