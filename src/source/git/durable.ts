/** What git syncs to the disk: everything (git 2.36 and later, and the older setting for objects). */
export const durable: readonly string[] = [
  '-c',
  'core.fsync=all',
  '-c',
  'core.fsyncObjectFiles=true',
];
