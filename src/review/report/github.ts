// Annotations of a GitHub Actions job: workflow commands, one on each line of its log.
// https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
import { escapeForeign } from '../../printable.ts';
import { checkKinds } from '../../policy/check-kinds.ts';
import type { Finding } from '../finding.ts';
import type { Level } from '../../policy/level.ts';
import type { ReviewReport } from '../review-report.ts';
import { placeInPackage } from './finding-place.ts';

const commands: Readonly<Record<Level, string>> = {
  block: 'error',
  person: 'warning',
  warning: 'warning',
  info: 'notice',
};

/** Worst first: GitHub shows ten of each kind for a step. To be printed as they are: each is one line, without its end. */
export function githubCommands({ findings }: ReviewReport): readonly string[] {
  return findings.map(commandOf);
}

function commandOf(finding: Finding): string {
  const { level, check, path, file, line, message, advice } = finding;
  const place = placeInPackage(finding);
  // A line of a file in a tarball is none of the tarball.
  const own = file === undefined && line !== undefined ? [`line=${line}`] : [];
  const properties = [
    `file=${property(path)}`,
    ...own,
    `title=${property(checkKinds[check].title)}`,
  ];
  const text = `${place === undefined ? '' : `${place}: `}${message}`;
  return `::${commands[level]} ${properties.join(',')}::${data(text)}%0A${data(advice)}`;
}

/** As `escapeData` of actions/toolkit; what acts on a terminal is escaped before. */
function data(text: string): string {
  return escapeForeign(text).replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

/** As its `escapeProperty`. */
function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
