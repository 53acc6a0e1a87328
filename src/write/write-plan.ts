// What has to happen in the output folder, as data.

/** A file as the output folder should have it. */
export interface PlannedFile {
  /** Relative to the output folder, `/`-separated. */
  readonly path: string;
  readonly digest: string;
  readonly size: number;
  readonly date: Date;
  readonly body: Uint8Array | (() => Promise<Uint8Array>);
}

/** `write` is in deploy's order; removals come after everything else. */
export interface WritePlan {
  readonly write: readonly PlannedFile[];
  readonly keep: readonly PlannedFile[];
  readonly remove: readonly string[];
}
