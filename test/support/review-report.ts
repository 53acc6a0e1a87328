// A report of a review in which every place that a package author can write to holds the given text.
import { finding } from '../../src/review/finding.ts';
import type { CheckId } from '../../src/policy/check-id.ts';
import type { Level } from '../../src/policy/level.ts';
import {
  type Difference,
  type ReviewReport,
  type VersionReport,
  verdictOf,
} from '../../src/review/review-report.ts';

export const head: string = '1'.repeat(40);
export const base: string = '2'.repeat(40);

const checks: readonly (readonly [CheckId, Level])[] = [
  ['secret', 'block'],
  ['install-script', 'person'],
  ['licence-invalid', 'warning'],
  ['package-json-quality', 'info'],
];

/** One finding of each level, and one package with one version, unless `change` says otherwise. */
export function reportWith(text: string, change: Partial<ReviewReport> = {}): ReviewReport {
  const findings = checks.map(([check, level]) =>
    finding(check, {
      ...{ level, path: text, file: text, line: 3, message: text, advice: text, detail: text },
    }),
  );
  const packages = [
    {
      name: '@acme/ui',
      isNew: false,
      added: [versionWith(text)],
      removed: ['0.9.0'],
      meta: [{ key: text, before: text, after: text }],
      changedFiles: [text],
    },
  ];
  const report = { base, head, isByOwner: false, findings, packages, others: [text], ...change };
  return { ...report, verdict: verdictOf(report.findings) };
}

export function versionWith(text: string): VersionReport {
  return {
    version: '1.1.0',
    path: text,
    integrity: 'sha512-abc==',
    difference: differenceWith(text),
  };
}

function differenceWith(text: string): Difference {
  const outline = { dependencies: 1, installScripts: ['postinstall'], licence: text };
  return {
    from: '1.0.0',
    to: '1.1.0',
    files: [
      { path: text, size: { before: 1, after: 2 }, patch: `@@ -1,1 +1,1 @@\n-${text}\n+${text}\n` },
    ],
    fields: [{ key: text, before: text, after: undefined }],
    dependencies: [{ kind: 'dependencies', name: text, before: undefined, after: text }],
    sizes: {
      packed: { before: 1000, after: 1200 },
      unpacked: { before: 3000, after: 3000 },
      files: { before: 2, after: 3 },
      installed: { before: 4000, after: 5000 },
    },
    outline: { before: { ...outline, licence: 'MIT' }, after: outline },
  };
}
