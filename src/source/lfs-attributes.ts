/** Whether a .gitattributes gives files to Git LFS. */
export function namesLfs(attributes: string): boolean {
  return /^[^#\n]*\sfilter=lfs\b/m.test(attributes);
}
