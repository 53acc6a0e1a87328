// Bytes of tarballs between their inspection and their writing.
import type { PackageFolder, TarballBytes, TarballFile } from './source/snapshot.ts';

export interface HeldBytes {
  /** The same folder, whose tarballs are read once for both, as far as there is room. */
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
      const held = new Map<string, TarballBytes>();
      const readOnce = async (file: TarballFile): Promise<TarballBytes> => {
        const known = held.get(file.path);
        if (known !== undefined) return known;
        const content = await file.read();
        const size = content.bytes?.length ?? 0;
        if (size > 0 && size <= room && !isReleased) {
          room -= size;
          held.set(file.path, content);
        }
        return content;
      };
      const tarballs = folder.tarballs.map((file) => ({ ...file, read: () => readOnce(file) }));
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
