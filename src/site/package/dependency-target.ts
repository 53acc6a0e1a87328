/** The name of what is asked for: of `npm:other@^1.0.0` it is `other`; a URL, a path or a repository is of no registry. */
export function dependencyTarget(name: string, range: string): string | undefined {
  const alias = /^npm:(@?[^@]+)(?:@|$)/.exec(range);
  if (alias !== null) return alias[1];
  return /[:/]/.test(range) ? undefined : name;
}
