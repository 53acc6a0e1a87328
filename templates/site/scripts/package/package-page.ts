// The package and version that a page is of.
import { parsePackageName, parseVersion } from './names.ts';

export interface PackagePage {
  readonly main: HTMLElement;
  readonly name: string;
  readonly version: string;
  /** The version published before it, if there is one. */
  readonly previous: string | undefined;
}

/** `undefined` on a page that is of no package's version. */
export function readPackagePage(): PackagePage | undefined {
  const main = document.querySelector<HTMLElement>('main[data-package]');
  const name = parsePackageName(main?.dataset['package']);
  const version = parseVersion(main?.dataset['version']);
  if (main === null || name === undefined || version === undefined) return undefined;
  return { main, name, version, previous: parseVersion(main.dataset['previous']) };
}
