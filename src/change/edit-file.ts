// A JSON file of the repository, edited; never into one that a build could not read.
import { StillpackError } from '../errors.ts';
import type { JsonObject } from '../json.ts';
import type { Problem } from '../problems.ts';
import { maxConfigBytes } from '../source/byte-limits.ts';
import type { FileBytes } from '../source/snapshot.ts';
import type { ChangedFile } from './change.ts';
import { editJson } from './json-edit.ts';

/** What can be wrong with such a file is also a reason to refuse a change of it. */
export type FileFault = Problem & {
  readonly code: 'META_INVALID' | 'ORG_INVALID' | 'USER_INVALID';
};

export interface FileEdit {
  readonly path: string;
  /** As committed; `undefined` when there is none. They hold a JSON object. */
  readonly bytes: Uint8Array | undefined;
  readonly edit: (object: JsonObject) => JsonObject;
  /** What a build would say of the file. */
  readonly check: (bytes: FileBytes) => FileFault | undefined;
}

/** The edited file; none when it is as before. Throws what `check` finds. */
export function editFile({ path, bytes, edit, check }: FileEdit): readonly ChangedFile[] {
  const edited = editJson(bytes, edit) ?? new Uint8Array();
  if (bytes !== undefined && Buffer.compare(bytes, edited) === 0) return [];
  const fault = check(edited.length > maxConfigBytes ? 'too-large' : edited);
  if (fault === undefined) return [{ path, bytes: edited }];
  throw new StillpackError(fault.code, `The change would break the file: ${fault.message}`, {
    path,
    hint: 'Ask for less, or take out of the file what nobody needs.',
    problems: [fault],
  });
}

/** A file that cannot be read is never taken for an empty one, and never overwritten. */
export function damagedFile(fault: FileFault): StillpackError {
  return new StillpackError(fault.code, fault.message, {
    path: fault.path,
    hint: fault.hint,
    problems: [fault],
  });
}
