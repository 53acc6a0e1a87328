// Bytes of tarballs between their inspection and their writing.
import type { PackageFolder, TarballBytes, WholeTarball } from './source/snapshot.ts';

export interface HeldBytes {
  /** The same folder, whose tarballs are read once for both, as far as there is room for their bytes. */
  hold(folder: PackageFolder): HeldFolder;
}

export interface HeldFolder {
  readonly folder: PackageFolder;
  /** Nothing of it is held from here on. */
  readonly release: () => void;
}

/** Holds `maxBytes` at most, of however many folders. */
export function createHeldBytes(maxBytes: number): HeldBytes {
  let room = maxBytes;
  return {
    hold(folder) {
      let isReleased = false;
      const held = new Map<string, WholeTarball>();
      const keep = <Content extends TarballBytes>(path: string, content: Content): Content => {
        const { bytes } = content;
        if (bytes === undefined || bytes.length > room || isReleased) return content;
        room -= bytes.length;
        held.set(path, content);
        return content;
      };
      const tarballs = folder.tarballs.map((file) => {
        const { path } = file;
        return {
          ...file,
          read: async () => held.get(path) ?? keep(path, await file.read()),
          open: async () => held.get(path) ?? keep(path, await file.open()),
        };
      });
      return {
        folder: { ...folder, tarballs },
        release() {
          isReleased = true;
          for (const { bytes } of held.values()) room += bytes?.length ?? 0;
          held.clear();
        },
      };
    },
  };
}
