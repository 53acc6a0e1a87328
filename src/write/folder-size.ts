/** How much of an output folder something takes, our records of it included. */
export interface FolderSize {
  readonly files: number;
  readonly bytes: number;
  readonly largestFileBytes: number;
  /** Files without our records. */
  readonly documents: number;
}

export const nothing: FolderSize = { files: 0, bytes: 0, largestFileBytes: 0, documents: 0 };

export function plus(a: FolderSize, b: FolderSize): FolderSize {
  return {
    files: a.files + b.files,
    bytes: a.bytes + b.bytes,
    largestFileBytes: Math.max(a.largestFileBytes, b.largestFileBytes),
    documents: a.documents + b.documents,
  };
}

/** Without `b`, which is part of `a`; the largest file stays, though it may be of `b`: what else there is nobody knows. */
export function minus(a: FolderSize, b: FolderSize): FolderSize {
  return {
    files: a.files - b.files,
    bytes: a.bytes - b.bytes,
    largestFileBytes: a.largestFileBytes,
    documents: a.documents - b.documents,
  };
}

/** Of documents and the bytes of their record. */
export function sizeOf(
  documents: Iterable<{ readonly size: number }>,
  recordBytes: number,
): FolderSize {
  let total = { ...nothing, files: 1, bytes: recordBytes, largestFileBytes: recordBytes };
  for (const { size } of documents) {
    total = plus(total, { files: 1, bytes: size, largestFileBytes: size, documents: 1 });
  }
  return total;
}
