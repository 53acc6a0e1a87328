import { type Finding, finding } from '../finding.ts';
import type { AddedVersion } from '../reviewed.ts';
import { type ContentChange, contentChangesOf } from './content-changes.ts';
import { isScript, textOf } from './text-files.ts';

/** Bytes; nobody hides much in less. */
const minded = 10_000;
/** Characters. No person writes such a line. */
const longLine = 5000;
const longOnAverage = 500;

/** Where bundles for browsers lie, and how files are named that say of themselves that they are minified. */
const saysSo = /[.-](?:min|prod|production|umd|iife|bundle)[.-]|(?:^|\/)(?:umd|min|cdn)\//i;

/**
 * A readable file that nobody can read any more is for a person: in September 2025 a line of many thousand characters
 * came into chalk and debug that way. New files are worth a warning, all in one, where neither their names say it
 * nor the version before had such code.
 */
export function minifiedCode(version: AddedVersion): readonly Finding[] {
  const { path, previous } = version;
  const changes = contentChangesOf(version).filter(({ file }) => isScript(file.path));
  const changed = changes.filter(isUnreadableNow).map(({ file }) =>
    finding('minified-code', {
      path,
      file: file.path,
      level: 'person',
      message: `${file.path} could be read in ${previous?.version ?? ''}, and cannot be now.`,
    }),
  );
  if (previous?.files.some((file) => isScript(file.path) && isMinified(textOf(file))) === true) {
    return changed;
  }
  const added = changes
    .filter(({ file, before }) => before === undefined && !saysSo.test(file.path))
    .filter(({ file }) => isMinified(textOf(file)))
    .map(({ file }) => file.path);
  return [...changed, ...addedFinding(path, added)];
}

function addedFinding(path: string, files: readonly string[]): readonly Finding[] {
  const [file] = files;
  if (file === undefined) return [];
  const others = files.length - 1;
  const more = others > 0 ? ` (${others} more like it)` : '';
  const message = `${file}${more} stands in lines that nobody can read, and its name does not say so.`;
  return [finding('minified-code', { path, file, message })];
}

/** Also for a long line in a file that is readable else. */
function isUnreadableNow({ file, before }: ContentChange): boolean {
  const [text, earlier] = [textOf(file), before && textOf(before)];
  if (text === undefined || earlier === undefined) return false;
  if (isMinified(text) && !isMinified(earlier)) return true;
  return hasLongLine(text) && !hasLongLine(earlier);
}

/** Most of it stands in lines that no person wrote. A table of data in one line does not make it so. */
function isMinified(text: string | undefined): boolean {
  if (text === undefined || text.length < minded) return false;
  const lines = codeLinesOf(text);
  const total = lines.reduce((sum, { length }) => sum + length, 0);
  if (total < minded) return false;
  if (total / lines.length > longOnAverage) return true;
  const inLong = lines.reduce((sum, { length }) => sum + (length > longLine ? length : 0), 0);
  return inLong > total / 2;
}

function hasLongLine(text: string): boolean {
  return codeLinesOf(text).some(({ length }) => length > longLine);
}

/** As JavaScript ends lines, and thereby comments; without source maps in a comment. */
function codeLinesOf(text: string): readonly string[] {
  return text
    .split(/\r\n|[\n\r\u2028\u2029]/)
    .filter((line) => !/^\s*\/\/[#@] sourceMappingURL=/.test(line));
}
