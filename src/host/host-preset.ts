// A host is data: a layout, its limits, and the configuration files it wants.
import type { OutputFile } from '../output/output-file.ts';
import type { PackageName } from '../package-name.ts';
import type { Version } from '../version.ts';
import type { HostSite } from './host-site.ts';
import type { Encoding } from './precompressed.ts';

export type LayoutName = 'object' | 'flat' | 'directory' | 'static';

/** Where documents lie, and which URL a tarball has as a consequence. Pure; no state. */
export interface Layout {
  readonly name: LayoutName;
  /** Physical paths for a document, relative to the output folder, `/`-separated, twins included; `[]` when the layout has no place for it. */
  pathsOf(file: Pick<OutputFile, 'url' | 'kind' | 'owner'>): readonly string[];
  /** Relative to the public base, ready for a URL (encoded): what `dist.tarball` ends with. */
  tarballUrl(name: PackageName, version: Version): string;
  readonly plainUrls: PlainUrls;
}

/**
 * Where a browser finds the registry's documents on any server of the layout, also one that rewrites nothing: relative to
 * the public base, with `{name}`, `{version}` and `{file}` (`ui-2.0.0.tgz`) in the place of what they stand for.
 */
export interface PlainUrls {
  readonly packument: string;
  readonly version: string;
  readonly tarball: string;
}

/** A limit that the host documents; `undefined` where it documents none. */
export interface HostLimits {
  readonly files?: number;
  readonly fileBytes?: number;
  readonly siteBytes?: number;
}

/** A file of the host's own, at a physical path. */
export interface HostFile {
  readonly path: string;
  readonly text: string;
}

export interface HostContext {
  /** The public base, ending in `/`. */
  readonly url: URL;
  /** Of the compressed twins there are, in the order in which they are preferred. @default none */
  readonly precompressed?: readonly Encoding[];
  /** Of the website, which then brings a `404.html` of its own. @default none */
  readonly site?: HostSite | undefined;
}

export interface HostPreset {
  readonly name: string;
  readonly layout: Layout;
  readonly limits: HostLimits;
  /** Whether the host, as we configure it, can keep readers out of a restricted package. */
  readonly protectsReading: boolean;
  /** The host can choose by the Accept header between the full and the abbreviated packument. */
  readonly negotiates: boolean;
  /** The host can serve compressed twins, as we configure it. @default false */
  readonly servesTwins?: true;
  configFiles(context: HostContext): readonly HostFile[];
}
