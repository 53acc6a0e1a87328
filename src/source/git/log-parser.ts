// The output of `git diff-tree --stdin --raw -z` with the format below, parsed as it arrives.
import { commitSeconds } from '../commit-seconds.ts';
import { isFileMode, type LogCommit, oidOf, type PathChange } from '../git-engine.ts';

/** Commit, committer's date, author's name and address (in UTF-8), each ended by NUL. */
export const logFormat = '--format=%H%x00%ct%x00%an%x00%ae';
const headerFields = 4;

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
  let rest: Buffer = Buffer.alloc(0);
  let header: Buffer[] = [];
  let commit: OpenCommit | undefined;
  let change: Omit<PathChange, 'path'> | undefined;

  const take = (token: Buffer, done: LogCommit[]): void => {
    if (change !== undefined) {
      commit?.changes.push({ path: token.toString('utf8'), ...change });
      change = undefined;
    } else if (header.length === 0 && isRawRecord(token)) {
      change = parseRecord(token.toString('latin1'));
    } else {
      header.push(token);
      if (header.length < headerFields) return;
      if (commit !== undefined) done.push(commit);
      commit = parseHeader(header);
      header = [];
    }
  };

  return {
    push(chunk) {
      const done: LogCommit[] = [];
      const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      let start = 0;
      for (let end; (end = bytes.indexOf(0, start)) !== -1; start = end + 1) {
        take(bytes.subarray(start, end), done);
      }
      rest = bytes.subarray(start);
      return done;
    },
    end: () => (commit === undefined ? [] : [commit]),
  };
}

/** A record begins with `:`, the first of a commit after a line end. */
function isRawRecord(token: Buffer): boolean {
  return token[token[0] === 0x0a ? 1 : 0] === 0x3a;
}

/** `:<old mode> <new mode> <old oid> <new oid> <status>`; a mode is 000000 where nothing lies. */
function parseRecord(record: string): Omit<PathChange, 'path'> {
  const [before = '', after = '', , oid = ''] = record.trimStart().slice(1).split(' ');
  return { wasFile: isFileMode(before), oid: isFileMode(after) ? oidOf(oid) : undefined };
}

function parseHeader(fields: readonly Buffer[]): OpenCommit {
  const [hash = '', date = '', name = '', email = ''] = fields.map((field) => field.toString());
  const oid = oidOf(hash);
  if (oid === undefined) throw new Error(`unexpected output of git: ${JSON.stringify(hash)}`);
  return { oid, date: commitSeconds(date), author: { name, email }, changes: [] };
}
