// SARIF 2.1.0, which code scanning services read. https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
import type { Log, ReportingDescriptor, Result } from 'sarif';
import { compareText } from '../../compare.ts';
import { escapeForeign } from '../../printable.ts';
import { programVersion } from '../../program.ts';
import type { CheckId } from '../../policy/check-id.ts';
import { checkKinds } from '../../policy/check-kinds.ts';
import type { Finding } from '../finding.ts';
import type { Level } from '../../policy/level.ts';
import type { ReviewReport } from '../review-report.ts';
import { placeInPackage } from './finding-place.ts';

const resultLevels = {
  block: 'error',
  person: 'warning',
  warning: 'warning',
  info: 'note',
} as const satisfies Record<Level, Result.level>;

/** A log of one run, with every check as a rule. Its type is nobody's business: only its JSON is read. */
export function sarifOf(report: ReviewReport): object {
  return logOf(report);
}

function logOf({ findings, head }: ReviewReport): Log {
  const ids = Object.keys(checkKinds).sort(compareText);
  const rules = Object.entries(checkKinds)
    .sort(([a], [b]) => compareText(a, b))
    .map(([id, kind]): ReportingDescriptor => ({
      id,
      shortDescription: { text: kind.title },
      help: { text: kind.advice },
      defaultConfiguration: { level: resultLevels[kind.level] },
    }));
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'stillpack', version: programVersion, rules } },
        automationDetails: { id: 'stillpack-review/' },
        columnKind: 'utf16CodeUnits',
        results: findings.map((finding) => resultOf(finding, ids)),
        properties: { head },
      },
    ],
  };
}

function resultOf(finding: Finding, ids: readonly string[]): Result {
  const { check, level, path, file, line, message, advice } = finding;
  const place = placeInPackage(finding);
  const text = `${place === undefined ? '' : `${place}: `}${message} ${advice}`;
  return {
    ruleId: check satisfies CheckId,
    ruleIndex: ids.indexOf(check),
    level: resultLevels[level],
    message: { text: plainText(text) },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: uriOf(path) },
          // A line of a file in a tarball is none of the tarball.
          region: { startLine: file === undefined ? (line ?? 1) : 1 },
        },
        ...(place === undefined
          ? {}
          : { logicalLocations: [{ fullyQualifiedName: escapeForeign(place), kind: 'member' }] }),
      },
    ],
  };
}

/** `[text](target)` would be a link (3.11.6). */
function plainText(text: string): string {
  return escapeForeign(text).replaceAll('](', ']\\u{28}');
}

/** Relative to the repository. */
function uriOf(path: string): string {
  return escapeForeign(path).split('/').map(encodeURIComponent).join('/');
}
