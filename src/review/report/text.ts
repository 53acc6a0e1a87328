// A report for a terminal.
import { count } from '../../amounts.ts';
import { escapeForeign } from '../../printable.ts';
import type { Finding } from '../finding.ts';
import type { Level } from '../../policy/level.ts';
import type {
  FieldDifference,
  PackageReport,
  ReviewReport,
  VersionReport,
} from '../review-report.ts';
import { placeInPackage } from './finding-place.ts';
import { verdictText } from './verdict-text.ts';
import { versionRows } from './version-rows.ts';

/** A piece of a line; those of one line stand a blank apart. */
export type TextPart =
  | string
  | { readonly style: 'bold' | 'dim' | 'green' | 'red' | 'yellow' | 'cyan'; readonly text: string };

export type TextLine = readonly TextPart[];

const styles = { block: 'red', person: 'yellow', warning: 'yellow', info: 'cyan' } as const;
const verdictStyles = { block: 'red', person: 'yellow', pass: 'green' } as const;

/** Of a finding's `detail`. */
const maxDetailLines = 40;
const maxLine = 500;
/** Of packages, and of what changed in one. */
const maxListed = 20;

/** Nothing in the lines acts on a terminal, or begins another line. The verdict comes last. */
export function textOf(report: ReviewReport): readonly TextLine[] {
  const { findings, packages, verdict, head } = report;
  const shown = packages.slice(0, maxListed).flatMap(packageLines);
  const rest = packages.length - maxListed;
  const lines: readonly TextLine[] = [
    ...findings.flatMap(findingLines),
    ...shown,
    ...(rest > 0 ? [[`and ${count(rest, 'other package')}`]] : []),
    [
      { style: verdictStyles[verdict], text: verdictText(report) },
      { style: 'dim', text: `(${head})` },
    ],
  ];
  return lines.map((line) => line.map(safe));
}

function findingLines(finding: Finding): readonly TextLine[] {
  const { level, check, path, message, advice, detail } = finding;
  const label: Record<Level, string> = {
    block: 'error',
    person: 'person',
    warning: 'warning',
    info: 'info',
  };
  const place = placeInPackage(finding);
  const detailLines = detail?.split(/\r\n|\r|\n/) ?? [];
  const rest = detailLines.length - maxDetailLines;
  return [
    [
      { style: styles[level], text: label[level] },
      { style: 'bold', text: check },
      path,
      ...(place === undefined ? [] : [place]),
    ],
    [' ', message],
    ...detailLines
      .slice(0, maxDetailLines)
      .map((line): TextLine => ['   ', { style: 'dim', text: line }]),
    ...(rest > 0 ? [['   ', `and ${count(rest, 'other line')}`]] : []),
    [' ', { style: 'cyan', text: '→' }, advice],
  ];
}

function packageLines({ name, isNew, added, removed, meta }: PackageReport): readonly TextLine[] {
  return [
    ...added.flatMap((version) => versionLines(name, isNew, version)),
    ...removed.map((version): TextLine => [
      { style: 'bold', text: `${name}@${version}` },
      'is removed',
    ]),
    ...(meta.length === 0
      ? []
      : [[{ style: 'bold', text: name }, 'has another meta.json'] as const]),
    ...listed(meta, fieldText),
  ];
}

function versionLines(
  name: string,
  isNew: boolean,
  { version, difference }: VersionReport,
): readonly TextLine[] {
  const { from, files, dependencies, fields } = difference;
  const what =
    from === undefined ? (isNew ? 'a new package' : 'with nothing to compare') : `after ${from}`;
  return [
    [{ style: 'bold', text: `${name}@${version}` }, what],
    ...versionRows(difference).map(({ label, before, after }): TextLine => [
      ' ',
      { style: 'dim', text: `${label}:` },
      before === after ? after : `${before} → ${after}`,
    ]),
    ...listed(dependencies, ({ kind, name: dependency, before, after }) =>
      [kind, dependency, `${before ?? 'none'} → ${after ?? 'none'}`].join(' '),
    ),
    ...listed(fields, fieldText),
    [' ', { style: 'dim', text: 'Changed:' }, count(files.length, 'file')],
  ];
}

function fieldText({ key, before, after }: FieldDifference): string {
  return `${key} ${before ?? 'none'} → ${after ?? 'none'}`;
}

function listed<Item>(items: readonly Item[], text: (item: Item) => string): readonly TextLine[] {
  const rest = items.length - maxListed;
  return [
    ...items.slice(0, maxListed).map((item): TextLine => [' ', text(item)]),
    ...(rest > 0 ? [[' ', `and ${rest} more`]] : []),
  ];
}

function safe(part: TextPart): TextPart {
  if (typeof part === 'string') return shortened(part);
  return { ...part, text: shortened(part.text) };
}

function shortened(text: string): string {
  return escapeForeign(text.length > maxLine ? `${text.slice(0, maxLine)}…` : text);
}
