// The only printer: results, refusals and bugs become text here.
import { styleText } from 'node:util';
import { reportProblems } from '../src/build-report.ts';
import type { BuildReport, ReportedProblem, StillpackError } from '../src/index.ts';
import type { Io } from './io.ts';

type Style = 'bold' | 'dim' | 'green' | 'red' | 'yellow' | 'cyan';

/** Paints text for stderr; plain where colour is off. */
export function paint(io: Io, style: Style, text: string): string {
  return io.color ? styleText(style, text) : text;
}

/** One JSON document on stdout. */
export function printJson(io: Io, document: unknown): void {
  io.stdout(`${JSON.stringify(document, undefined, 2)}\n`);
}

export function printLine(io: Io, text = ''): void {
  io.stderr(`${text}\n`);
}

export function printProblems(io: Io, problems: readonly ReportedProblem[]): void {
  for (const { severity, code, path, message, hint } of problems) {
    const label = severity === 'error' ? paint(io, 'red', 'error') : paint(io, 'yellow', 'warning');
    printLine(io, `${label} ${paint(io, 'bold', code)} ${path}`);
    printLine(io, `  ${message}`);
    printLine(io, `  ${paint(io, 'cyan', '→')} ${hint}`);
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
    ? paint(io, 'green', 'built')
    : report.deployable
      ? paint(io, 'yellow', 'built, but with errors')
      : paint(io, 'red', 'nothing written');
  printLine(
    io,
    `${state} ${report.commit.slice(0, 12)} ${paint(io, 'dim', '→')} ${out}: ` +
      [
        count(report.packages, 'package'),
        count(report.versions, 'version'),
        `${count(written, 'file')} written (${formatBytes(report.bytes)}), ${kept} kept, ${removed} removed`,
        `${seconds.toFixed(1)} s`,
      ].join(' · '),
  );
}

/** A command line that yargs cannot make sense of. */
export function printUsageError(io: Io, message: string): void {
  printLine(io, message);
  printLine(
    io,
    '→ `stillpack --help` shows every command, `stillpack <command> --help` its options.',
  );
}

/** A refusal: what is wrong, where, and what to do. Never a stack. */
export function printRefusal(io: Io, error: StillpackError): void {
  const where = error.path === undefined ? '' : ` ${paint(io, 'dim', `(${error.path})`)}`;
  printLine(io, `${paint(io, 'red', 'error')} ${paint(io, 'bold', error.code)}${where}`);
  printLine(io, `  ${error.message}`);
  if (error.hint !== undefined) printLine(io, `  ${paint(io, 'cyan', '→')} ${error.hint}`);
  // A single problem is what the error itself says.
  if (error.problems.length > 1)
    printProblems(io, reportProblems(error.problems, { strict: true }));
}

/** Anything that is not a refusal is a bug, and a bug needs its stack. */
export function printBug(io: Io, error: unknown): void {
  printLine(
    io,
    `${paint(io, 'red', 'bug')} stillpack failed in a way it should not; please report this:`,
  );
  printLine(io, error instanceof Error ? (error.stack ?? error.message) : String(error));
}

export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/** Decimal units, as disks and hosts count. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  const power = Math.min(units.length - 1, bytes < 1000 ? 0 : Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** power;
  return `${power === 0 ? String(value) : value.toFixed(1)} ${units[power] ?? ''}`;
}
