// What a package's pages show beyond what the model knows: it costs more to find out, and is kept by those who do.
import type { HtmlBlock } from '../../readme/html-block.ts';
import type { Version } from '../../version.ts';
import type { PageParts } from '../site.ts';
import type { VersionChanges } from './changes.ts';

export interface VersionDetails {
  /** Safe HTML, at most 30 kB compressed; `undefined` when there is no README. */
  readonly readme: HtmlBlock | undefined;
  /** Safe HTML; left out where the page would become too long. `undefined` when there is no changelog. */
  readonly changelog: HtmlBlock | undefined;
  /** Against `previousOf` the version; `undefined` for the first, or when the bytes of either were not looked at. */
  readonly changes: VersionChanges | undefined;
}

export interface PageDetails {
  /** Of each of `detailedVersions`; one that is missing is shown by what the model knows. */
  readonly versions: ReadonlyMap<Version, VersionDetails>;
  /** The package's own. */
  readonly feeds: PageParts['feeds'];
}

export const noDetails: VersionDetails = {
  readme: undefined,
  changelog: undefined,
  changes: undefined,
};
