// Compressed twins of documents: where they lie, and which requests may be answered with one.
import { type OutputPath, outputPathOf } from './output-path.ts';

/** A content coding that twins are made in. */
export type Encoding = 'br' | 'gzip';

/** In the order in which servers look for them: brotli's twin is the smaller one. */
export const encodings: readonly Encoding[] = ['br', 'gzip'];

/** Where all twins lie, and nothing else does. */
export const twinFolder = '-/z';

/**
 * `foo` → `-/z/gzip/foo`. Not `foo.gz` beside it: that is the packument of the package `foo.gz`, and a server that
 * looks for twins by their endings would answer with it for `foo`. So no twin can lie where a document does, two
 * twins lie in one place only if their documents do, and no segment grows.
 */
export function twinPath(path: OutputPath, encoding: Encoding): OutputPath {
  const twin = outputPathOf(`${twinFolder}/${encoding}/${path}`);
  // Its segments are those of a path and two that make one.
  if (twin === undefined) throw new TypeError(`No place for a twin of ${path}`);
  return twin;
}

/** The document that a twin at this path is of, and how it is compressed; `undefined` where no twin may lie. */
export function twinAt(
  path: string,
): { readonly of: string; readonly encoding: Encoding } | undefined {
  const encoding = encodings.find((each) => path.startsWith(`${twinFolder}/${each}/`));
  return encoding && { of: path.slice(`${twinFolder}/${encoding}/`.length), encoding };
}

/**
 * The source of a regular expression, to be matched regardless of case against Accept-Encoding, that holds when the
 * header names the encoding with a weight above 0 (RFC 9110, 12.5.3). What it does not understand, and `*`, gets the
 * document itself, which is never wrong. For PCRE, RE2 and ECMAScript alike.
 */
export function acceptsShape(encoding: Encoding): string {
  return `(?:^|,)[ \\t]*${encoding}[ \\t]*(?:$|,|;[ \\t]*q=(?:1|0\\.0*[1-9]))`;
}
