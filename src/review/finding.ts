// What a review says: one finding for each thing that somebody should know before it is merged.
import { printable } from '../printable.ts';
import type { CheckId } from '../policy/check-id.ts';
import { checkKinds } from '../policy/check-kinds.ts';
import type { Level } from '../policy/level.ts';

export interface Finding {
  readonly check: CheckId;
  readonly level: Level;
  /** In the registry repository; of a tarball's own file, that of the tarball. */
  readonly path: string;
  /** The file within the tarball that it is about, without the root folder. */
  readonly file: string | undefined;
  /** In that file, from 1. */
  readonly line: number | undefined;
  /** One sentence, printable: it may quote hostile input. */
  readonly message: string;
  /** What to do, one sentence. */
  readonly advice: string;
  /** A longer text by strangers that a person has to read, as it is: a script before and after. */
  readonly detail: string | undefined;
}

export interface FindingFacts {
  readonly path: string;
  readonly message: string;
  readonly file?: string | undefined;
  readonly line?: number | undefined;
  readonly detail?: string | undefined;
  /** @default as the check has it */
  readonly level?: Level | undefined;
  /** @default as the check has it */
  readonly advice?: string | undefined;
}

/** Makes a finding; quoted input in its texts is made printable, but for `detail`. */
export function finding(check: CheckId, facts: FindingFacts): Finding {
  const kind = checkKinds[check];
  return {
    check,
    level: facts.level ?? kind.level,
    path: printable(facts.path),
    file: facts.file === undefined ? undefined : printable(facts.file),
    line: facts.line,
    message: printable(facts.message),
    advice: facts.advice === undefined ? kind.advice : printable(facts.advice),
    detail: facts.detail,
  };
}
