import { windowsObjection } from '../windows-names.ts';

/**
 * The part of a keyword's page's URL: the keyword in lower case, if it is one that any disk and any URL takes as it is;
 * others have no page, and are searched for.
 */
export function keywordPageOf(keyword: string): string | undefined {
  const lower = keyword.toLowerCase();
  const isPath =
    /^[a-z0-9](?:[a-z0-9._-]{0,48}[a-z0-9_-])?$/.test(lower) &&
    windowsObjection(lower) === undefined;
  return isPath ? lower : undefined;
}
