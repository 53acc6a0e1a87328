import { compareText } from '../../compare.ts';
import type { FileDifference } from '../review-report.ts';

type Changed = Pick<FileDifference, 'path' | 'size'>;

/**
 * The order in which files are shown while there is room: package.json, then what is there now, what is gone, and
 * documents; the small ones first.
 */
export function compareWorth(a: Changed, b: Changed): number {
  return rankOf(a) - rankOf(b) || weightOf(a) - weightOf(b) || compareText(a.path, b.path);
}

const isDocument = /(?:^|\/)(?:readme|changelog|changes|history|licen[cs]e|notice)[^/]*$/i;

function rankOf({ path, size }: Changed): number {
  if (path === 'package.json') return 0;
  if (isDocument.test(path)) return 3;
  return size.after === undefined ? 2 : 1;
}

function weightOf({ size }: Changed): number {
  return (size.before ?? 0) + (size.after ?? 0);
}
