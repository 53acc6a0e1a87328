// The package and version that this page is of.
import { parsePackageName, parseVersion } from './names.ts';
import { createRegistry, type Registry } from './registry.ts';

export interface PackagePage {
  readonly main: HTMLElement;
  readonly registry: Registry;
  readonly name: string;
  readonly version: string;
  /** The version published before it, if there is one. */
  readonly previous: string | undefined;
}

/** `undefined` on a page that is of no package's version. */
export function readPackagePage(document: Document): PackagePage | undefined {
  const main = document.querySelector<HTMLElement>('main[data-package]');
  const name = parsePackageName(main?.dataset['package']);
  const version = parseVersion(main?.dataset['version']);
  if (main === null || name === undefined || version === undefined) return undefined;
  return {
    main,
    registry: createRegistry(document.documentElement.dataset),
    name,
    version,
    previous: parseVersion(main.dataset['previous']),
  };
}
