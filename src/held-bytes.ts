// Bytes of tarballs between their inspection and their writing.
import type { PackageFolder, TarballBytes, TarballFile } from './source/snapshot.ts';

export interface HeldBytes {
  /**
   * The same folder, whose tarballs are read once for both: held as far as there is room, else given again while they
   * happen to be in memory still, so that what is large does not lie there twice.
   */
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
      const seen = new Map<
        string,
        { readonly bytes: WeakRef<Uint8Array>; readonly isInGit: boolean }
      >();
      const known = (path: string): TarballBytes | undefined => {
        const last = seen.get(path);
        const bytes = last?.bytes.deref();
        return last === undefined || bytes === undefined
          ? held.get(path)
          : { bytes, isInGit: last.isInGit };
      };
      const readOnce = async (file: TarballFile): Promise<TarballBytes> => {
        const before = known(file.path);
        if (before !== undefined) return before;
        const content = await file.read();
        if (content.bytes === undefined) return content;
        const { bytes, isInGit } = content;
        if (bytes.length <= room && !isReleased) {
          room -= bytes.length;
          held.set(file.path, content);
        } else {
          seen.set(file.path, { bytes: new WeakRef(bytes), isInGit });
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
