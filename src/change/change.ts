// A write to the registry repository as data: planned here without effects, applied by src/commit.

/** A file of the repository as it should be after the change. */
export interface ChangedFile {
  /** Relative to the repository, `/`-separated. */
  readonly path: string;
  /** `undefined` removes the file. */
  readonly bytes: Uint8Array | undefined;
}

export interface ChangeAuthor {
  readonly name: string;
  readonly email: string;
}

export interface Change {
  /** Each path at most once. */
  readonly files: readonly ChangedFile[];
  /** A subject, and after an empty line perhaps a body. */
  readonly message: string;
  /** @default whom the repository's git configuration names */
  readonly author?: ChangeAuthor;
}

/** The change of those files; `undefined` when there is nothing to do. */
export function changeOf(files: readonly ChangedFile[], message: string): Change | undefined {
  return files.length === 0 ? undefined : { files, message };
}
