// What a thread of `createExaminer` loads.
export { examineBatch } from './batch.ts';
export { examineLarge } from './examine-tarball.ts';
