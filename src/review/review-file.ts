// review.json: a report on its way from the workflow that reviews to the one that comments.
import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { parseJson } from '../parse-json.ts';
import { printable } from '../printable.ts';
import { createSchemaCheck, describeFault } from '../schema.ts';
import { readBounded } from '../source/bounded-read.ts';
import { finding } from './finding.ts';
import { reviewFileSchema } from './review-file-schema.ts';
import { type ReviewReport, type VersionReport, verdictOf } from './review-report.ts';

export interface ReviewFile {
  readonly schema: 1;
  /** `undefined` when the review was of no pull request. */
  readonly pullRequest: number | undefined;
  readonly report: ReviewReport;
}

export type ReadReviewFile =
  | { readonly file: ReviewFile; readonly fault?: undefined }
  /** Why it is none, one sentence, printable. */
  | { readonly fault: string; readonly file?: undefined };

export const reviewFileName = 'review.json';

/** Bytes. */
const maxFile = 4_000_000;
const maxDepth = 16;
const maxValues = 200_000;

const check = createSchemaCheck(reviewFileSchema);

/** The text of the file. What makes it too large for its reader is left out: patches, and quoted texts. */
export function renderReviewFile(file: ReviewFile): string {
  const text = `${JSON.stringify(file)}\n`;
  if (Buffer.byteLength(text) <= maxFile) return text;
  return `${JSON.stringify({ ...file, report: withoutTexts(file.report) })}\n`;
}

/** Reads the file in a folder that a stranger may have made: a plain file within bounds that says nothing else. */
export async function readReviewFile(folder: string): Promise<ReadReviewFile> {
  const path = join(folder, reviewFileName);
  const stats = await lstat(path).catch(() => undefined);
  if (stats === undefined) return { fault: `There is no ${reviewFileName}.` };
  if (!stats.isFile()) return { fault: `${reviewFileName} is no regular file.` };
  const bytes = await readBounded(path, maxFile);
  if (bytes === undefined) return { fault: `${reviewFileName} cannot be read.` };
  if (bytes === 'too-large') return { fault: `${reviewFileName} has more than ${maxFile} bytes.` };
  return parseReviewFile(bytes);
}

function parseReviewFile(bytes: Uint8Array): ReadReviewFile {
  const { value, fault } = parseJson(bytes, { uniqueKeys: true, maxDepth, maxValues });
  if (fault !== undefined) return { fault: printable(`${reviewFileName} ${fault}.`) };
  const [wrong] = check(value);
  if (wrong !== undefined) {
    return { fault: printable(`${describeFault(reviewFileName, wrong)}.`) };
  }
  // The schema says so; what is `undefined` is missing there.
  const { schema, pullRequest, report } = value as ReviewFile;
  if (report.verdict !== verdictOf(report.findings)) {
    return { fault: `The verdict in ${reviewFileName} does not follow from its findings.` };
  }
  // Made anew, so that their texts are printable whoever wrote them.
  const findings = report.findings.map((each) => finding(each.check, each));
  return { file: { schema, pullRequest, report: { ...report, findings } } };
}

function withoutTexts(report: ReviewReport): ReviewReport {
  const bare = (version: VersionReport): VersionReport => ({
    ...version,
    difference: {
      ...version.difference,
      files: version.difference.files.map((file) => ({ ...file, patch: undefined })),
    },
  });
  return {
    ...report,
    findings: report.findings.map((each) => ({ ...each, detail: undefined })),
    packages: report.packages.map((pkg) => ({ ...pkg, added: pkg.added.map(bare) })),
  };
}
