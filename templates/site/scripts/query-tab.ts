/** The part of a package's page that a query is about: `?compare=…`, `?file=…`. */
export function queryTab(search: string): 'changes' | 'files' | undefined {
  const query = new URLSearchParams(search);
  if (query.has('compare')) return 'changes';
  return query.has('file') ? 'files' : undefined;
}
