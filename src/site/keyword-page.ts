/** Names that Windows keeps for devices, whatever follows a dot. */
const device = /^(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$)/;

/**
 * The part of a keyword's page's URL: the keyword in lower case, if it is one that any disk and any URL takes as it is;
 * others have no page, and are searched for.
 */
export function keywordPageOf(keyword: string): string | undefined {
  const lower = keyword.toLowerCase();
  const isPath = /^[a-z0-9](?:[a-z0-9._-]{0,48}[a-z0-9_-])?$/.test(lower) && !device.test(lower);
  return isPath ? lower : undefined;
}
