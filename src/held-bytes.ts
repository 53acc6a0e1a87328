// Bytes of tarballs between their inspection and their writing.
import type { PackageFolder, TarballBytes, WholeTarball } from './source/snapshot.ts';

export interface HeldBytes {
  /** The same folder, whose tarballs are read once for both, as far as there is room for their bytes. */
  hold(folder: PackageFolder): HeldFolder;
}

export interface HeldFolder {
  readonly folder: PackageFolder;
  /** From now on the large tarball at `path` is given with the file that its bytes were copied to. */
  readonly spooled: (path: string, file: string) => void;
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
      const spooled = new Map<string, string>();
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
          open: async () => {
            const content = held.get(path) ?? keep(path, await file.open());
            const copy = spooled.get(path);
            return content.large === undefined || copy === undefined
              ? content
              : { ...content, spooled: copy };
          },
        };
      });
      return {
        folder: { ...folder, tarballs },
        spooled: (path, file) => void spooled.set(path, file),
        release() {
          isReleased = true;
          for (const { bytes } of held.values()) room += bytes?.length ?? 0;
          held.clear();
        },
      };
    },
  };
}
