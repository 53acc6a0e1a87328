// A page is to stay under 60 kB compressed, whoever wrote the package: a README may take 30 of them.
import type { HtmlBlock } from '../../readme/html-block.ts';
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

/** What a README leaves of the page to the lists. */
export function roomBeside(readme: HtmlBlock | undefined): PageRoom {
  return isAmple(readme) ? ample : scant;
}

/** Whether a changelog can stand on the same page: with both, the lists could need what is left. */
export function hasRoomFor(changelog: HtmlBlock, readme: HtmlBlock | undefined): boolean {
  const maximum = isAmple(readme) ? limits.ampleReadme : limits.prose;
  return changelog.compressed + (readme?.compressed ?? 0) <= maximum;
}

function isAmple(readme: HtmlBlock | undefined): boolean {
  return (readme?.compressed ?? 0) <= limits.ampleReadme;
}
