// The output of `git diff-tree --stdin --raw -z` with the format below, parsed as it arrives.
import { commitSeconds } from '../commit-seconds.ts';
import { isFileMode, type LogCommit, oidOf, type PathChange } from '../git-engine.ts';
import { createFieldSplitter } from './field-splitter.ts';

/** Commit, its parent, committer's date, author's name and address (in UTF-8), each ended by NUL. */
export const logFormat = '--format=%H%x00%P%x00%ct%x00%an%x00%ae';
const headerFields = 5;

export interface LogParser {
  /** The commits that are complete with this chunk. */
  push(chunk: Buffer): readonly LogCommit[];
  /** The last commit. */
  end(): readonly LogCommit[];
}

interface OpenCommit extends LogCommit {
  readonly changes: PathChange[];
}

export function createLogParser(): LogParser {
  const split = createFieldSplitter();
  let header: string[] = [];
  let commit: OpenCommit | undefined;
  let record: string | undefined;

  const take = (field: string, done: LogCommit[]): void => {
    if (record !== undefined) {
      commit?.changes.push(parseChange(record, field));
      record = undefined;
    } else if (header.length === 0 && isRawRecord(field)) {
      record = field;
    } else {
      header.push(field);
      if (header.length < headerFields) return;
      if (commit !== undefined) done.push(commit);
      commit = parseHeader(header);
      header = [];
    }
  };

  return {
    push(chunk) {
      const done: LogCommit[] = [];
      for (const field of split(chunk)) take(field, done);
      return done;
    },
    end: () => (commit === undefined ? [] : [commit]),
  };
}

/** A record begins with `:`, the first of a commit after a line end. */
function isRawRecord(field: string): boolean {
  return field[field.startsWith('\n') ? 1 : 0] === ':';
}

/** `:<old mode> <new mode> <old oid> <new oid> <status>`; a mode is 000000 where nothing lies. */
function parseChange(record: string, path: string): PathChange {
  const start = record.indexOf(':') + 1;
  const before = record.slice(start, start + 6);
  const after = record.slice(start + 7, start + 13);
  const oid = record.indexOf(' ', start + 14) + 1;
  return {
    path,
    wasFile: isFileMode(before),
    oid: isFileMode(after) ? oidOf(record.slice(oid, record.indexOf(' ', oid))) : undefined,
  };
}

function parseHeader(fields: readonly string[]): OpenCommit {
  const [hash = '', parent = '', date = '', name = '', email = ''] = fields;
  const oid = oidOf(hash);
  if (oid === undefined) throw new Error(`unexpected output of git: ${JSON.stringify(hash)}`);
  return {
    ...{ oid, parent: oidOf(parent), date: commitSeconds(date), author: { name, email } },
    changes: [],
  };
}
