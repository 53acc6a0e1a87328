// What a thread of `createExaminer` loads.
import type { Batch } from './batch.ts';
import {
  examineLarge as examineAtOnce,
  examineTarball,
  type LargeToExamine,
  type TarballExamination,
} from './examine-tarball.ts';

/** One after the other, in the batch's order. */
export async function examineBatch({ bytes, parts }: Batch): Promise<TarballExamination[]> {
  const examinations: TarballExamination[] = [];
  for (const { path, start, end } of parts) {
    examinations.push(
      await examineTarball({ bytes: new Uint8Array(bytes, start, end - start), path }),
    );
  }
  return examinations;
}

let last: Promise<unknown> = Promise.resolve();

/** One after the other: others may be waiting for the first. */
export function examineLarge(tarball: LargeToExamine): Promise<TarballExamination | undefined> {
  const examination = last.then(() => examineAtOnce(tarball));
  last = examination.catch(() => undefined);
  return examination;
}
