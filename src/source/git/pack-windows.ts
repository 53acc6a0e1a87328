/**
 * Options of git for a command that looks at many objects, or at a large one. On a 64-bit machine it maps a whole pack
 * otherwise, and what it has read of it counts as its memory: 790 MB with a million versions. With windows of this size,
 * as they are where git has no mmap, that is 300 MB, and takes no more CPU; with few large ones git maps and reads again
 * and again, since the versions of a package lie in as many places as there are commits that published them.
 */
export const packWindows: readonly string[] = [
  '-c',
  'core.packedGitWindowSize=1m',
  '-c',
  'core.packedGitLimit=64m',
];
