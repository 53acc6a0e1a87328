/**
 * Why Windows cannot hold a file of this path, or `undefined`. Device names are taken with any extension.
 * Source: Microsoft's "Naming Files, Paths, and Namespaces".
 */
export function windowsObjection(path: string): string | undefined {
  for (const segment of path.split('/')) {
    const device = /^(?:aux|con|nul|prn|com[1-9]|lpt[1-9])(?=\.|$)/i.exec(segment)?.[0];
    if (device !== undefined) return `${device} is a device on Windows`;
    const character = /[<>:"|?*]/.exec(segment)?.[0];
    if (character !== undefined) return `${character} cannot stand in a file name on Windows`;
    if (/[. ]$/.test(segment)) return 'Windows drops a dot or space at the end of a file name';
  }
  return undefined;
}
