// How much is read of one file, so that no commit makes a build take memory without bound.

/** Bytes. No genuine package is larger; also what `inspect` and a download take. */
export const maxTarballBytes: number = 256 * 2 ** 20;

/**
 * Bytes of stillpack.json, meta.json and a file of orgs/ or users/. The longest is the meta.json of a mirrored
 * package, with a date, a publisher and a deprecation for each of 10,000 versions: 2 MB.
 */
export const maxConfigBytes: number = 4 * 2 ** 20;

/** Bytes of a provenance. Those of GitHub and GitLab have 10,000 to 20,000. */
export const maxProvenanceBytes: number = 2 ** 20;
