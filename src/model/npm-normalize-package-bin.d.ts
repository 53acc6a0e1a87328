// The package brings no types.
declare module 'npm-normalize-package-bin' {
  interface Binned {
    name?: string;
    bin?: unknown;
  }
  /** Changes `manifest.bin` in place: an object of safe relative paths, or gone. */
  function normalize(manifest: Binned): Binned;
  export = normalize;
}
