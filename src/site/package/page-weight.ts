// A page is to stay under 60 kB compressed, whoever wrote the package: a README may take 30 of them.
import { gzipSync } from 'node:zlib';
import type { ListLimits } from './take-within.ts';

/** What the lists of a page may take. */
export interface PageRoom {
  readonly versions: ListLimits;
  /** Of each kind. */
  readonly dependencies: ListLimits;
  /** Of each kind. */
  readonly changes: ListLimits;
  /** Releases in the plot. */
  readonly points: number;
}

const ample: PageRoom = {
  versions: { count: 500, bytes: 4500 },
  dependencies: { count: 200, bytes: 3000 },
  changes: { count: 100, bytes: 2000 },
  points: 100,
};

const scant: PageRoom = {
  versions: { count: 60, bytes: 1000 },
  dependencies: { count: 60, bytes: 900 },
  changes: { count: 30, bytes: 1000 },
  points: 40,
};

/** Bytes, compressed. */
const limits = { ampleReadme: 22_000, prose: 30_000 };

export interface PageWeights {
  /** What a README leaves of the page to the lists. */
  roomBeside(readme: string): PageRoom;
  /** Whether a changelog can stand on the same page. */
  hasRoomFor(changelog: string, readme: string): boolean;
}

/** Of the pages of one package: they are of few texts, and compressing one costs as much as half a page. */
export function createPageWeights(): PageWeights {
  const known = new Map<string, boolean>();
  const isAmple = (readme: string): boolean => {
    const fits = known.get(readme) ?? fitsWithin(limits.ampleReadme, readme);
    known.set(readme, fits);
    return fits;
  };
  return {
    roomBeside: (readme) => (isAmple(readme) ? ample : scant),
    hasRoomFor(changelog, readme) {
      // With both, the lists could need what is left.
      const maximum = isAmple(readme) ? limits.ampleReadme : limits.prose;
      return fitsWithin(maximum, readme + changelog);
    },
  };
}

/** Short texts need not be compressed to be told. */
function fitsWithin(maximum: number, text: string): boolean {
  return Buffer.byteLength(text) <= maximum || gzipSync(text).length <= maximum;
}
