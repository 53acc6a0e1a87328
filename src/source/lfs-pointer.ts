/** What a Git LFS pointer says of the file that it stands for. */
export interface LfsPointer {
  /** 64 hex digits. */
  readonly sha256: string;
  /** Bytes. */
  readonly size: number;
}

/** Larger files are no pointers (git-lfs, docs/spec.md). */
export const maxLfsPointerBytes = 1023;

const format =
  /^version https:\/\/git-lfs\.github\.com\/spec\/v1\n(?:ext-[^\n]*\n)*oid sha256:([0-9a-f]{64})\nsize ([0-9]{1,15})\n$/;

/** Reads a Git LFS pointer (git-lfs, docs/spec.md); `undefined` for any other file. */
export function parseLfsPointer(bytes: Uint8Array): LfsPointer | undefined {
  if (bytes.length > maxLfsPointerBytes) return undefined;
  const [, sha256, size] = format.exec(Buffer.from(bytes).toString('latin1')) ?? [];
  return sha256 === undefined ? undefined : { sha256, size: Number(size) };
}
