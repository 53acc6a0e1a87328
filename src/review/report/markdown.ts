// A report as one comment on a pull request.
import { formatBytes } from '../../amounts.ts';
import { inlineCode } from '../../forge/inert-markdown.ts';
import type { PackageReport, ReviewReport, Verdict } from '../review-report.ts';
import { type Block, fitBlocks, fitLines, separator } from './fitting.ts';
import { detailBlocks, findingList, foldedFindings } from './markdown-findings.ts';
import { codeCell, folded, moreOf, moreRoom, tableOf } from './markdown-table.ts';
import { packageBlocks } from './markdown-version.ts';
import { verdictText } from './verdict-text.ts';

/** Begins every comment: by it the one to be replaced is found. */
export const reviewMarker = '<!-- stillpack-review -->';

/** Bytes: GitHub takes 65,536 characters, GitLab a million. */
const maxComment = 60_000;
/** For the sentence on what was left out. */
const noteRoom = 400;

const signs: Readonly<Record<Verdict, string>> = { pass: '✅', person: '🟡', block: '⛔' };

/**
 * What a person decides from in ten seconds, and folded below it what changed. Whatever packages hold, it stands in code:
 * it mentions nobody, links nowhere, and has a place in the layout that it cannot leave. At most 60,000 bytes.
 */
export function markdownOf(report: ReviewReport): string {
  const { findings, packages, others, verdict, head, base } = report;
  const top = [
    reviewMarker,
    `### ${signs[verdict]} ${verdictText(report)}`,
    `Of commit ${inlineCode(head, 64)} on ${inlineCode(base, 64)}. An approval counts for ${inlineCode(head, 64)} only.`,
  ].join(separator);
  const { parts, left } = fitBlocks(
    [
      ...findingList('block', findings),
      ...findingList('person', findings),
      ...(packages.length > 1 ? [packagesBlock(packages)] : []),
      ...detailBlocks(findings),
      ...packages.flatMap(packageBlocks),
      ...(others.length === 0 ? [] : [othersBlock(others)]),
      ...foldedFindings('warning', findings),
      ...foldedFindings('info', findings),
    ],
    maxComment - Buffer.byteLength(top) - noteRoom,
  );
  return `${[top, ...parts, ...noteOf(left)].join(separator)}\n`;
}

function noteOf(left: readonly string[]): readonly string[] {
  if (left.length === 0) return [];
  const whats = [...new Set(left)].map((what) => {
    const times = left.filter((other) => other === what).length;
    return times === 1 ? what : `${what} (${times} times)`;
  });
  return [
    `_Left out, as a comment has no room for it: ${whats.join(', ')}. \`stillpack review\` shows it._`,
  ];
}

function packagesBlock(packages: readonly PackageReport[]): Block {
  const head = ['Package', '', 'Added', 'Removed', 'Packed'];
  return {
    what: 'packages',
    rank: 0,
    render: (room) =>
      tableOf(head, { items: packages, cells: packageCells, room: Math.min(room, 10_000) }),
  };
}

function packageCells({ name, isNew, added, removed }: PackageReport): readonly string[] {
  const packed = added.reduce(
    (sum, { difference }) => sum + (difference.sizes.packed.after ?? 0),
    0,
  );
  return [
    codeCell(name),
    isNew ? 'new' : '',
    codeCell(added.map(({ version }) => version).join(', ') || undefined),
    codeCell(removed.join(', ') || undefined),
    formatBytes(packed),
  ];
}

function othersBlock(paths: readonly string[]): Block {
  return {
    what: 'other files',
    rank: 3,
    render: (room) =>
      folded(`Other files (${paths.length})`, Math.min(room, 5000), (inner) => {
        const line = (path: string): string => `- ${inlineCode(path, 200)}`;
        const { text, fit } = fitLines(paths, line, inner - moreRoom);
        return fit === 0 ? undefined : `${text}${moreOf(paths.length - fit)}`;
      }),
  };
}
