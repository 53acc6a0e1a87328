import { type Finding, finding } from '../finding.ts';
import type { AddedVersion } from '../reviewed.ts';
import { type ContentChange, contentChangesOf } from './content-changes.ts';
import { type Invisible, invisibleIn, mayHoldInvisible } from './invisible-characters.ts';
import { isCode, isScript, textOf } from './text-files.ts';

const shown = 10;

/** As many in a row are no accident, nor as many where they are a tenth of the line: they spell something. */
const many = 8;

/** So wide a gap pushes what follows far beyond the right edge of a window. */
const wide = /(?<![ \t])[ \t]{200}/;

interface HiddenLine {
  readonly file: string;
  readonly line: number;
  readonly isStrong: boolean;
  /** What it holds, in words. */
  readonly what: string;
}

/**
 * New lines of code, configuration and README that hold what is not seen. `person` where it was made to deceive or to
 * carry something; one `warning` for all stray characters in code.
 */
export function hiddenText(version: AddedVersion): readonly Finding[] {
  const { path } = version;
  const lines = contentChangesOf(version).flatMap(hiddenLines);
  const strong = lines.filter(({ isStrong }) => isStrong);
  // Of a hostile file every line may be one: findings are made of those that are shown.
  const findings = strong
    .slice(0, shown)
    .map((each) => finding('hidden-text', { ...placeOf(path, each), message: `${said(each)}.` }));
  const rest = strong.length - findings.length;
  const sum = { path, message: `${rest} further lines hold what is not seen.` };
  return [
    ...findings,
    ...(rest > 0 ? [finding('hidden-text', sum)] : []),
    ...strayFinding(
      path,
      lines.filter(({ isStrong }) => !isStrong),
    ),
  ];
}

function strayFinding(path: string, lines: readonly HiddenLine[]): readonly Finding[] {
  const [first] = lines;
  if (first === undefined) return [];
  const more = lines.length > 1 ? `, as ${lines.length - 1} further lines do` : '';
  const message = `${said(first)}${more}; it may have been pasted unseen.`;
  return [finding('hidden-text', { ...placeOf(path, first), level: 'warning', message })];
}

function placeOf(
  path: string,
  { file, line }: HiddenLine,
): Pick<Finding, 'path' | 'file' | 'line'> {
  return { path, file, line };
}

function said({ file, line, what }: HiddenLine): string {
  return `${file}, line ${line}, holds ${what}`;
}

function hiddenLines({ file, before }: ContentChange): readonly HiddenLine[] {
  const readsCode = isCode(file.path);
  if (!readsCode && !/^readme(?:\.|$)/i.test(file.path)) return [];
  const text = textOf(file);
  if (text === undefined || !(mayHoldInvisible(text) || wide.test(text))) return [];
  const held = new Set(((before && textOf(before)) ?? '').split('\n'));
  return text.split('\n').flatMap((line, index) => {
    if (held.has(line)) return [];
    const hidden =
      isScript(file.path) && wide.test(line.trim()) ? pushed : charactersIn(line, file.path);
    if (hidden === undefined || !(readsCode || hidden.isStrong)) return [];
    return [{ file: file.path, line: index + 1, ...hidden }];
  });
}

const pushed = { isStrong: true, what: 'code after 200 or more blanks' };

function charactersIn(line: string, path: string): Omit<HiddenLine, 'file' | 'line'> | undefined {
  if (!mayHoldInvisible(line)) return undefined;
  const found = invisibleIn(line, { isData: !/\.[cm]?[jt]sx?$/i.test(path) });
  const first = found.find(({ isStrong }) => isStrong) ?? found[0];
  if (first === undefined) return undefined;
  const more = found.length - 1;
  const rest = more === 0 ? '' : ` and ${more} more invisible character${more === 1 ? '' : 's'}`;
  return { isStrong: first.isStrong || isPayload(found, line), what: `${named(first)}${rest}` };
}

function isPayload(found: readonly Invisible[], { length }: string): boolean {
  if (found.length < many) return false;
  if (found.length * 10 >= length) return true;
  return found.some(({ at }, index) => found[index + many - 1]?.at === at + many - 1);
}

function named({ codePoint }: Invisible): string {
  return `U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}`;
}
