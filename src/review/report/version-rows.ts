// What a person compares first of two versions, in words.
import { formatBytes } from '../../amounts.ts';
import type { Difference, Outline, Pair } from '../review-report.ts';

export interface VersionRow {
  readonly label: string;
  /** `–` for a first version. */
  readonly before: string;
  readonly after: string;
  /** Package authors wrote it. */
  readonly isForeign: boolean;
}

/** What was not computed has no row. */
export function versionRows({ sizes, outline }: Difference): readonly VersionRow[] {
  const said = (label: string, read: (outline: Outline) => string): VersionRow =>
    rowOf(label, outline, read);
  return [
    bytesRow('Packed', sizes.packed),
    bytesRow('Unpacked', sizes.unpacked),
    ...(sizes.installed === undefined ? [] : [bytesRow('Installed', sizes.installed)]),
    rowOf('Files', sizes.files, String),
    said('Dependencies', ({ dependencies }) => String(dependencies)),
    said('Install scripts', ({ installScripts }) => installScripts.join(', ') || 'none'),
    { ...said('Licence', ({ licence }) => licence ?? 'none'), isForeign: true },
  ];
}

function bytesRow(label: string, pair: Pair<number>): VersionRow {
  const row = rowOf(label, pair, formatBytes);
  const { before, after } = pair;
  if (before === undefined || after === undefined || before === 0) return row;
  const percent = Math.round((after / before - 1) * 100);
  if (percent === 0) return row;
  return { ...row, after: `${row.after} (${percent < 0 ? '−' : '+'}${Math.abs(percent)} %)` };
}

function rowOf<Value>(
  label: string,
  { before, after }: Pair<Value>,
  text: (value: Value) => string,
): VersionRow {
  const shown = (value: Value | undefined): string => (value === undefined ? '–' : text(value));
  return { label, before: shown(before), after: shown(after), isForeign: false };
}
