// What a thread of `createExaminer` loads.
import {
  examineLarge as examineAtOnce,
  type LargeToExamine,
  type TarballExamination,
} from './examine-tarball.ts';

export { examineBatch } from './batch.ts';

let last: Promise<unknown> = Promise.resolve();

/** One after the other: others may be waiting for the first. */
export function examineLarge(tarball: LargeToExamine): Promise<TarballExamination | undefined> {
  const examination = last.then(() => examineAtOnce(tarball));
  last = examination.catch(() => undefined);
  return examination;
}
