// What a registry for the browser's tests is made of.

export interface Release {
  readonly name: string;
  readonly version: string;
  readonly tarball: Uint8Array;
  /** When it was committed, `2025-03-01`. */
  readonly date: string;
  /** A sigstore bundle that lies beside it. */
  readonly provenance?: string;
}

/** meta.json, by the package's name. */
export type Metas = ReadonlyMap<string, object>;
