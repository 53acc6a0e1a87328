import { compareText } from '../compare.ts';
import type { OutputPath } from '../host/output-path.ts';
import type { OutputKind } from '../output/output-file.ts';
import { looksLike } from './modification-time.ts';
import type { DiskFile, PlannedFile, RecordedFile, WritePlan } from './write-plan.ts';

export interface Known {
  readonly recorded: ReadonlyMap<OutputPath, RecordedFile>;
  readonly onDisk: ReadonlyMap<OutputPath, DiskFile>;
  /** Paths that this record has lost to another one. */
  readonly wantedElsewhere: ReadonlySet<OutputPath>;
}

export interface PlannedWrites extends WritePlan {
  readonly keep: readonly PlannedFile[];
}

/**
 * The order in which files may appear in a folder that clients read meanwhile: whatever a document names is
 * there before it.
 */
export const writeOrder: readonly (readonly OutputKind[])[] = [
  ['tarball'],
  ['version'],
  ['packument', 'abbreviated'],
  ['registry'],
  ['page', 'config'],
];

/**
 * Compares what is wanted with what the last build recorded. A file is kept when the record has its digest, and
 * the disk what looks like it. A recorded file that nobody wants is removed; what is not recorded is nobody's business.
 */
export function planWrites(wanted: readonly PlannedFile[], known: Known): PlannedWrites {
  const { recorded, onDisk, wantedElsewhere } = known;
  const inOrder = wanted.toSorted((a, b) => rankOf(a) - rankOf(b) || compareText(a.path, b.path));
  const isKept = (file: PlannedFile): boolean =>
    recorded.get(file.path)?.digest === file.digest && looksLike(file, onDisk.get(file.path));
  const paths = new Set(wanted.map((file) => file.path));
  return {
    write: inOrder.filter((file) => !isKept(file)),
    keep: inOrder.filter(isKept),
    remove: [...recorded.keys()]
      .filter((path) => !paths.has(path) && !wantedElsewhere.has(path))
      .toSorted(removalOrder),
  };
}

const ranks: ReadonlyMap<OutputKind, number> = new Map(
  writeOrder.flatMap((kinds, rank) => kinds.map((kind) => [kind, rank])),
);

function rankOf({ kind }: PlannedFile): number {
  return ranks.get(kind) ?? writeOrder.length;
}

/** Documents go before the tarballs they name. */
function removalOrder(a: OutputPath, b: OutputPath): number {
  return Number(a.endsWith('.tgz')) - Number(b.endsWith('.tgz')) || compareText(a, b);
}
