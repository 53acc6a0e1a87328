import type { Finding } from '../finding.ts';

/** `index.js:3`: where in a package a finding is; `undefined` for one that is about the repository's own file. */
export function placeInPackage({ file, line }: Finding): string | undefined {
  if (file === undefined) return undefined;
  return line === undefined ? file : `${file}:${line}`;
}
