// The only printer: results, refusals and bugs become text here.
import { styleText } from 'node:util';
import { count, formatBytes } from '../src/amounts.ts';
import { reportProblems } from '../src/build-report.ts';
import type { BuildReport, ReportedProblem, StillpackError } from '../src/index.ts';
import { escapeForeign } from '../src/printable.ts';
import type { Io } from './io.ts';

export { count, formatBytes };

type Style = 'bold' | 'dim' | 'green' | 'red' | 'yellow' | 'cyan';

/** Text in a style, where there is colour. */
export interface Painted {
  readonly style: Style;
  readonly text: string;
}

export function paint(style: Style, text: string): Painted {
  return { style, text };
}

/** What JSON.stringify leaves as it is and a terminal or a CI runner would act on: see `escapeForeign`. */
const obeyedInJson = /[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}]|#(?=#\w*\[)/gu;

/** One JSON document on stdout, with nothing in its strings that a terminal or a CI runner would act on. */
export function printJson(io: Io, document: unknown): void {
  io.stdout(`${JSON.stringify(document, undefined, 2).replace(obeyedInJson, escapeInJson)}\n`);
}

function escapeInJson(char: string): string {
  return char
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
}

/**
 * One line on stderr, its parts a blank apart. The only way to stderr: whatever a part quotes, it cannot act on
 * the terminal, begin another line or give a command to a CI runner.
 */
export function printLine(io: Io, ...parts: readonly (string | Painted)[]): void {
  const texts = parts.map((part) => {
    if (typeof part === 'string') return escapeForeign(part);
    const text = escapeForeign(part.text);
    return io.color ? styleText(part.style, text) : text;
  });
  io.stderr(`${texts.join(' ')}\n`);
}

/** One line of a result on stdout, as safe as those on stderr. */
export function printRow(io: Io, text: string): void {
  io.stdout(`${escapeForeign(text)}\n`);
}

/** A text of many lines on stdout, as safe; its tabs and line ends stay. */
export function printText(io: Io, text: string): void {
  io.stdout(text.replace(/[^\t\r\n]+|\r(?!\n)/g, escapeForeign));
}

/** Commands for a CI runner on stdout, which were made safe where they were made. */
export function printCommands(io: Io, commands: readonly string[]): void {
  for (const command of commands) io.stdout(`${command}\n`);
}

/** Before what the user may do next. */
export const arrow: Painted = paint('cyan', '→');

export function printProblems(io: Io, problems: readonly ReportedProblem[]): void {
  for (const { severity, code, path, message, hint } of problems) {
    const label = severity === 'error' ? paint('red', 'error') : paint('yellow', 'warning');
    printLine(io, label, paint('bold', code), path);
    printLine(io, ' ', message);
    printLine(io, ' ', arrow, hint);
  }
}

/** `seconds` is how long the build took. */
export function printBuild(
  io: Io,
  report: BuildReport,
  { out, seconds }: { readonly out: string; readonly seconds: number },
): void {
  printProblems(io, report.problems);
  const { written, kept, removed } = report.files;
  const state = report.ok
    ? paint('green', 'built')
    : report.deployable
      ? paint('yellow', 'built, but with errors')
      : paint('red', 'nothing written');
  const totals = [
    count(report.packages, 'package'),
    count(report.versions, 'version'),
    `${count(written, 'file')} written (${formatBytes(report.bytes)}), ${kept} kept, ${removed} removed`,
    `${seconds.toFixed(1)} s`,
  ];
  const commit = report.commit.slice(0, 12);
  printLine(io, state, commit, paint('dim', '→'), `${out}: ${totals.join(' · ')}`);
  if (report.room !== undefined) printLine(io, roomLine(report.room));
}

function roomLine({ filesPerPackage, packagesThatFit }: NonNullable<BuildReport['room']>): string {
  const each = `${count(filesPerPackage, 'file')} a package`;
  if (packagesThatFit === undefined) return each;
  return `${each}; the host takes about ${count(packagesThatFit, 'package')} like these`;
}

/** A command line that yargs cannot make sense of. */
export function printUsageError(io: Io, message: string): void {
  for (const line of message.split('\n')) printLine(io, line);
  const help = '`stillpack --help` shows every command, `stillpack <command> --help` its options.';
  printLine(io, arrow, help);
}

/** A refusal: what is wrong, where, and what to do. Never a stack. */
export function printRefusal(io: Io, error: StillpackError): void {
  const where = error.path === undefined ? [] : [paint('dim', `(${error.path})`)];
  printLine(io, paint('red', 'error'), paint('bold', error.code), ...where);
  printLine(io, ' ', error.message);
  if (error.hint !== undefined) printLine(io, ' ', arrow, error.hint);
  // A single problem is what the error itself says.
  if (error.problems.length > 1)
    printProblems(io, reportProblems(error.problems, { strict: true }));
}

/** Anything that is not a refusal is a bug, and a bug needs its stack. */
export function printBug(io: Io, error: unknown): void {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  printLine(
    io,
    paint('red', 'bug'),
    'stillpack failed in a way it should not; please report this:',
  );
  for (const line of text.split('\n')) printLine(io, line);
}
