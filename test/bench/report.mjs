// RESULTS.md.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { format, resolveConfig } from 'prettier';
import { describeFigure, describeRest, describeTarget, digits, isMet } from './judge.mjs';
import { kinds } from './rows/classify-rewritten.mjs';

const resultsFile = path.join(import.meta.dirname, 'RESULTS.md');
/** Files of one kind that are named: those that are larger than the others. */
const mostNamed = 14;
/** What is to be said about targets that are not met, written by hand. */
const limitsFile = path.join(import.meta.dirname, 'limits.md');

const introduction = `# Results of the benchmarks

Written by \`npm run bench\` and \`npm run bench:large\`; not edited by hand. Every figure is a ratio of two things run in
turn on the same machine: the median of all pairs, with the lowest and the highest in parentheses. CPU is user and
system seconds of the whole process tree, a process's start included; the peak is the resident memory of its largest
process. The floor is \`floor.c\`, which does nothing but the inevitable with the fastest libraries there are.`;

export async function writeReport({ rows, results, machine }) {
  const parts = [
    introduction,
    '## Machine',
    table(['', ''], machine),
    '## Commands',
    rowTable(rows, results.rows),
    ...(results.functions === undefined
      ? []
      : ['## Functions', ...functionTable(results.functions)]),
    ...rewrittenTables(results.rows['site-rewritten']),
    ...(existsSync(limitsFile) ? [readFileSync(limitsFile, 'utf8').trim()] : []),
  ];
  const options = { ...(await resolveConfig(resultsFile)), parser: 'markdown' };
  writeFileSync(resultsFile, await format(parts.join('\n\n'), options));
}

function rowTable(rows, results) {
  const lines = rows.map((row) => [
    `\`${row.id}\``,
    row.figure,
    ...resultCells(row, results[row.id]),
  ]);
  const head = ['row', 'figure', 'target', 'measured', 'met', 'besides', 'pairs', 'commit'];
  return table(head, lines);
}

function resultCells(row, result) {
  const target = describeTarget(row.target);
  if (result === undefined) return [target, 'not run', '', '', '', ''];
  if (result.error !== undefined) {
    return [target, `failed: ${result.error}`, 'no', '', '', result.commit];
  }
  const met = row.target.most === undefined ? '' : isMet(row, result) ? 'yes' : 'no';
  const besides = describeRest(row, result);
  return [target, describeFigure(row, result), met, besides, String(result.pairs), result.commit];
}

function functionTable({ commit, functions, error }) {
  if (error !== undefined) return [`Failed at commit ${commit}: ${error}`];
  const lines = functions.map(({ name, floor, ratio }) => [
    name,
    floor,
    `${digits(ratio.median)} × (${digits(ratio.low)}–${digits(ratio.high)})`,
  ]);
  return [
    `Medians of mitata's measurements, each function beside the least that JavaScript could do. Commit ${commit}.`,
    table(['function', 'floor', 'ratio of wall times'], lines),
  ];
}

/** By publish and kind of file. */
function rewrittenTables(result) {
  if (result?.rewritten === undefined) return [];
  const lines = result.rewritten.flatMap(({ publish, files }) =>
    kinds.flatMap(({ id, title }) => {
      const found = files.filter(({ kind }) => kind === id);
      return found.length === 0 ? [] : [[publish, title, ...rewrittenCells(found)]];
    }),
  );
  return [
    '## Files that a publish rewrites',
    `Of a registry of 10,000 packages with website, state and twins aside, in bytes. Commit ${result.commit}.`,
    table(['publish', 'kind', 'files', 'largest', 'all', 'which'], lines),
  ];
}

function rewrittenCells(files) {
  const sorted = files.toSorted((a, b) => b.size - a.size);
  const all = sorted.reduce((sum, { size }) => sum + size, 0);
  const named = sorted.slice(0, mostNamed).map(({ file, size }) => `\`${file}\` ${size}`);
  const more = files.length > mostNamed ? [`and ${files.length - mostNamed} more`] : [];
  return [files.length, sorted[0].size, all].map(String).concat([...named, ...more].join(', '));
}

function table(head, lines) {
  return [head, head.map(() => '---'), ...lines].map(tableLine).join('\n');
}

function tableLine(cells) {
  const escaped = cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll(/\s+/g, ' '));
  return `| ${escaped.join(' | ')} |`;
}
