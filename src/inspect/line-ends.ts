// Whether git converted line ends inside a compressed file: `* text` in .gitattributes, or core.autocrlf with it.

const CR = 0x0d;
const LF = 0x0a;

/** How a file was converted, when its bytes show it. */
export type LineEndConversion = 'crlf-to-lf' | 'lf-to-crlf';

/**
 * Bytes from which on the absence of a CR LF pair proves something: compressed data are as good as random, so
 * n bytes hold n / 65536 pairs on average, and none at all with probability e^(-n / 65536): 1 in 1000 here.
 */
const bytesWithoutPair = 65536 * Math.log(1000);

/**
 * LFs from which on it proves something that all follow a CR: each does so by chance in 1 of 256 cases, three
 * of three in 1 of 17 million. Random data have three LFs in about 768 bytes.
 */
const minimumLineFeeds = 3;

/**
 * The conversion that compressed bytes look like. Ask only about a file that is damaged: a file that happens
 * to look converted, but unpacks, was not. In a short file a conversion to LF leaves no trace.
 */
export function lineEndConversionOf(bytes: Uint8Array): LineEndConversion | undefined {
  let lineFeeds = 0;
  let pairs = 0;
  for (let at = bytes.indexOf(LF); at >= 0; at = bytes.indexOf(LF, at + 1)) {
    lineFeeds += 1;
    if (at > 0 && bytes[at - 1] === CR) pairs += 1;
  }
  if (lineFeeds >= minimumLineFeeds && pairs === lineFeeds) return 'lf-to-crlf';
  if (pairs === 0 && bytes.length >= bytesWithoutPair) return 'crlf-to-lf';
  return undefined;
}
