// What every host is told about caching.

/** Bytes behind the URL never change. */
export const immutableCache = 'public, max-age=31536000, immutable';

/**
 * A document that the next publish may change. `public` is what Renovate and Dependabot ask of JSON; a minute
 * is short enough to wait for after a publish and long enough for a CDN to take the load of a CI fleet.
 */
export const shortCache = 'public, max-age=60';
