// The changes of a version, as the page lists them.
import { formatBytes } from '../../amounts.ts';
import type { Version } from '../../version.ts';
import type { Change, ChangeList, Pair, VersionChanges } from './changes.ts';
import { clip, type ListLimits, takeWithin } from './take-within.ts';

export interface ChangesView {
  readonly previous: Version;
  readonly previousHref: string;
  readonly sizes: readonly SizeRow[];
  readonly groups: readonly ChangeGroup[];
  /** None of the groups has any. */
  readonly isEmpty: boolean;
  /** Files beyond the first were not compared. */
  readonly isPartial: boolean;
}

export interface SizeRow {
  readonly term: string;
  readonly from: string;
  readonly to: string;
  /** `+1.2 kB`; empty for none. */
  readonly difference: string;
}

export interface ChangeGroup {
  readonly title: string;
  readonly total: number;
  readonly items: readonly ChangeItem[];
  readonly left: number;
}

export interface ChangeItem {
  /** `added`, `removed` or `changed`: also the name of its style. */
  readonly mark: string;
  readonly name: string;
  readonly note: string;
}

/** Code points. */
const longest = { name: 120, text: 80 };

export function changesView(
  changes: VersionChanges,
  limits: ListLimits,
  hrefOf: (version: Version) => string,
): ChangesView {
  const groups = [
    groupOf('Files', changes.files, limits, ({ from, to }) => fileNote(from, to)),
    groupOf('Dependencies', changes.dependencies, limits, ({ kind, from, to }) =>
      kind === 'dependencies' ? textNote(from, to) : `${textNote(from, to)} (${kind})`,
    ),
    groupOf('Scripts', changes.scripts, limits, ({ from, to }) => textNote(from, to)),
    groupOf('Engines', changes.engines, limits, ({ from, to }) => textNote(from, to)),
  ].filter(({ total }) => total > 0);
  return {
    previous: changes.previous,
    previousHref: hrefOf(changes.previous),
    sizes: [
      sizeRow('Unpacked size', changes.unpackedSize, formatBytes),
      sizeRow('Packed size', changes.packedSize, formatBytes),
      sizeRow('Files', changes.fileCount, String),
    ],
    groups,
    isEmpty: groups.length === 0,
    isPartial: !changes.allFiles,
  };
}

function groupOf<Item extends Change<unknown>>(
  title: string,
  { shown, total }: ChangeList<Item>,
  limits: ListLimits,
  noteOf: (item: Item) => string,
): ChangeGroup {
  const items = shown.map((item) => ({
    mark: item.from === undefined ? 'added' : item.to === undefined ? 'removed' : 'changed',
    name: clip(item.name, longest.name),
    note: noteOf(item),
  }));
  const taken = takeWithin(items, limits, ({ name, note }) => name + note);
  return { title, total, items: taken.shown, left: total - taken.shown.length };
}

function fileNote(from: number | undefined, to: number | undefined): string {
  if (from === undefined || to === undefined || from === to) return formatBytes(to ?? from ?? 0);
  return `${formatBytes(from)} → ${formatBytes(to)}`;
}

function textNote(from: string | undefined, to: string | undefined): string {
  const given = [from, to].filter((text) => text !== undefined);
  return given.map((text) => clip(text, longest.text)).join(' → ');
}

function sizeRow(term: string, { from, to }: Pair, format: (value: number) => string): SizeRow {
  const sign = to > from ? '+' : '−';
  const difference = from === to ? '' : `${sign}${format(Math.abs(to - from))}`;
  return { term, from: format(from), to: format(to), difference };
}
