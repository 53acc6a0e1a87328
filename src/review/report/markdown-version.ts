// What changed in a package, as Markdown.
import { count, formatBytes } from '../../amounts.ts';
import { fencedCode, inlineCode } from '../../forge/inert-markdown.ts';
import { compareWorth } from '../difference/compare-worth.ts';
import type {
  Difference,
  FieldDifference,
  FileDifference,
  PackageReport,
  VersionReport,
} from '../review-report.ts';
import { type Block, fitLines } from './fitting.ts';
import { codeCell, folded, moreOf, moreRoom, tableOf } from './markdown-table.ts';
import { type VersionRow, versionRows } from './version-rows.ts';

/** Bytes of one folded part: the next one has place, too. */
const maxPart = 20_000;
const maxPath = 200;

/** A package's own part: a table that is seen at once, and folded ones. */
export function packageBlocks(report: PackageReport): readonly Block[] {
  const { name, added, removed, meta } = report;
  return [
    ...added.flatMap((version) => versionBlocks(name, version)),
    ...(removed.length === 0 ? [] : [removedBlock(name, removed)]),
    ...(meta.length === 0 ? [] : [metaBlock(name, meta)]),
  ];
}

function versionBlocks(name: string, { version, difference }: VersionReport): readonly Block[] {
  const { dependencies, fields, files } = difference;
  const part = (what: string, parts: readonly unknown[], render: Block['render']): Block[] =>
    parts.length === 0
      ? []
      : [
          {
            what,
            rank: 4,
            render: (room) => folded(`${what} (${parts.length})`, Math.min(room, maxPart), render),
          },
        ];
  return [
    headBlock(name, version, difference),
    ...part('Dependencies', dependencies, (room) =>
      tableOf(['Kind', 'Name', 'Before', 'After'], {
        items: dependencies,
        cells: ({ kind, name, before, after }) => [kind, name, before, after].map(codeCell),
        room,
      }),
    ),
    ...part('Fields of package.json', fields, (room) => fieldTable(fields, room)),
    ...part('Files', files, (room) => fileTable(files, room)),
    ...part(
      'Text diff',
      files.filter(({ patch }) => patch !== undefined),
      (room) => patchesWithin(files, room),
    ),
  ];
}

function headBlock(name: string, version: string, difference: Difference): Block {
  const { from } = difference;
  const code = (text: string): string => inlineCode(text, maxPath);
  const since = from === undefined ? 'with nothing before it' : `after ${code(from)}`;
  const items = versionRows(difference);
  const cells = ({ label, before, after, isForeign }: VersionRow): readonly string[] =>
    isForeign ? [label, codeCell(before), codeCell(after)] : [label, before, after];
  const heading = `#### ${code(`${name}@${version}`)} ${since}\n\n`;
  return {
    what: 'versions',
    rank: 1,
    render: (room) => {
      const rest = room - Buffer.byteLength(heading);
      const table = tableOf(['', 'Before', 'After'], { items, cells, room: rest });
      return table === undefined ? undefined : `${heading}${table}`;
    },
  };
}

function removedBlock(name: string, versions: readonly string[]): Block {
  const heading = `#### ${inlineCode(name, maxPath)}: removed\n\n`;
  return {
    what: 'removed versions',
    rank: 1,
    render: (room) => {
      const line = (version: string): string => `- ${inlineCode(version, maxPath)}`;
      const rest = Math.min(room, maxPart) - Buffer.byteLength(heading) - moreRoom;
      const { text, fit } = fitLines(versions, line, rest);
      return fit === 0 ? undefined : `${heading}${text}${moreOf(versions.length - fit)}`;
    },
  };
}

function metaBlock(name: string, meta: readonly FieldDifference[]): Block {
  const heading = `#### meta.json of ${inlineCode(name, maxPath)}\n\n`;
  return {
    what: 'meta.json',
    rank: 1,
    render: (room) => {
      const table = fieldTable(meta, Math.min(room, maxPart) - Buffer.byteLength(heading));
      return table === undefined ? undefined : `${heading}${table}`;
    },
  };
}

function fieldTable(fields: readonly FieldDifference[], room: number): string | undefined {
  const cells = ({ key, before, after }: FieldDifference): readonly string[] =>
    [key, before, after].map(codeCell);
  return tableOf(['Field', 'Before', 'After'], { items: fields, cells, room });
}

function fileTable(files: readonly FileDifference[], room: number): string | undefined {
  return tableOf(['File', '', 'Before', 'After'], { items: files, cells: fileCells, room });
}

function fileCells({ path, size: { before, after } }: FileDifference): readonly string[] {
  const what = before === undefined ? 'added' : after === undefined ? 'removed' : 'changed';
  const size = (bytes: number | undefined): string =>
    bytes === undefined ? '' : formatBytes(bytes);
  return [codeCell(path), what, size(before), size(after)];
}

/** Whole patches only, the worthiest first; what is left out is counted. */
function patchesWithin(files: readonly FileDifference[], room: number): string {
  const shown: string[] = [];
  let rest = room - 100;
  for (const { path, patch } of files.toSorted(compareWorth)) {
    if (patch === undefined || patch.length > rest) continue;
    const text = `${inlineCode(path, maxPath)}\n\n${fencedCode(patch.replace(/\n$/, ''), { language: 'diff', max: patch.length })}`;
    const size = Buffer.byteLength(text) + 2;
    if (size > rest) continue;
    rest -= size;
    shown.push(text);
  }
  const left = files.length - shown.length;
  const note = left === 0 ? [] : [`_${count(left, 'file')} more: not text, or too much for here._`];
  return [...shown, ...note].join('\n\n');
}
