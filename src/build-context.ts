// What every part of a build needs to know, and a package as it has come out of it.
import type { Config } from './config.ts';
import type { Directory } from './model/directory.ts';
import type { PackageSummary } from './model/summary.ts';
import type { Examiner } from './examine/examiner.ts';
import type { HeldBytes } from './held-bytes.ts';
import type { ContentOptions, Options } from './options.ts';
import type { DocumentOptions } from './output/package-documents.ts';
import type { PackageName } from './package-name.ts';
import type { Problem } from './problems.ts';
import type { OnProgress } from './progress.ts';
import type { ReadGate } from './read-gate.ts';
import type { Oid } from './source/git-engine.ts';
import type { ByteSources } from './source/tarball-content.ts';
import type { StateFolder } from './state/state-folder.ts';
import type { BuildState } from './state/build-state.ts';
import type { OutputFolder } from './write/output-folder.ts';

export interface BuildContext {
  readonly commit: Oid;
  readonly sources: ByteSources;
  readonly config: Config;
  readonly options: Options;
  readonly directory: Directory;
  readonly output: OutputFolder;
  readonly state: StateFolder;
  readonly heldBytes: HeldBytes;
  readonly examiner: Pick<Examiner, 'examine'>;
  readonly gate: ReadGate;
  readonly onProgress: OnProgress | undefined;
}

/** How a build ended. */
export interface Built {
  /** What is kept for the next build. */
  readonly state: BuildState;
  readonly date: Date;
  /** Of this build, whether packages or the whole have them. */
  readonly problems: readonly Problem[];
}

/** A package before and after a build; `undefined` where it is not in the registry. */
export interface BuiltPackage {
  readonly name: PackageName;
  readonly summary: PackageSummary | undefined;
  readonly problems: readonly Problem[];
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

/** Whether lists of packages may name restricted ones. */
export function visibilityOf({ protected: all }: ContentOptions): { readonly protected: boolean } {
  return { protected: all };
}
