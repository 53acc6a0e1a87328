// What every part of a build needs to know, and what it comes to.
import type { Directory } from './model/directory.ts';
import type { Examiner } from './examine/examiner.ts';
import type { HeldBytes } from './held-bytes.ts';
import type { Options } from './options.ts';
import type { DocumentOptions } from './output/package-documents.ts';
import type { Website } from './open-website.ts';
import type { Problem } from './problems.ts';
import type { OnProgress } from './progress.ts';
import type { ReadGate } from './read-gate.ts';
import type { ReadmeRenderer } from './readme/readme-renderer.ts';
import type { Site } from './site/site.ts';
import type { Oid } from './source/git-engine.ts';
import type { ByteSources } from './source/tarball-content.ts';
import type { StateFolder } from './state/state-folder.ts';
import type { BuildState } from './state/build-state.ts';
import type { OutputFolder } from './write/output-folder.ts';

export interface BuildContext {
  readonly commit: Oid;
  readonly sources: ByteSources;
  readonly options: Options;
  readonly directory: Directory;
  readonly output: OutputFolder;
  readonly state: StateFolder;
  readonly heldBytes: HeldBytes;
  readonly examiner: Pick<Examiner, 'examine' | 'examineLarge'>;
  readonly gate: ReadGate;
  /** `undefined` where there is to be none. */
  readonly website: Website | undefined;
  readonly readmes: Pick<ReadmeRenderer, 'render' | 'renderChangelog'>;
  readonly onProgress: OnProgress | undefined;
}

/** Once it is known which packages there are: they decide where the website's pages lie. */
export interface PlacedContext extends BuildContext {
  readonly site: Site | undefined;
}

/** How a build ended. */
export interface Built {
  /** What is kept for the next build. */
  readonly state: BuildState;
  readonly date: Date;
  /** Of this build, whether packages or the whole have them. */
  readonly problems: readonly Problem[];
  /** Of any package, see ExaminedPackage. */
  readonly isOverruled: boolean;
}

export function documentOptionsOf({ content, preset }: Options): DocumentOptions {
  return {
    baseUrl: content.url,
    tarballUrl: (name, version) => preset.layout.tarballUrl(name, version),
    redirectPointers: content.pointers === 'redirect',
    versionDocuments: content.versionDocuments,
    readmeInPackument: content.readmeInPackument,
    abbreviated: preset.negotiates,
  };
}
