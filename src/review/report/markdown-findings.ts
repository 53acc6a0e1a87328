// What a review found, as Markdown.
import { count } from '../../amounts.ts';
import { fencedCode, inertText, inlineCode } from '../../forge/inert-markdown.ts';
import { checkKinds } from '../../policy/check-kinds.ts';
import type { Finding } from '../finding.ts';
import { placeInPackage } from './finding-place.ts';
import { type Block, fitLines } from './fitting.ts';
import { folded, moreOf, moreRoom } from './markdown-table.ts';

const maxPath = 200;
const maxMessage = 600;
const maxDetail = 8000;
/** Bytes of a list of findings: what comes after it has place, too. */
const maxList = 15_000;

const headings = {
  block: '⛔ What has to be mended',
  person: '🟡 What somebody has to look at',
} as const;

const folds = {
  warning: { what: 'warnings', one: 'warning' },
  info: { what: 'remarks', one: 'remark' },
} as const;

/** The findings of a level, which are seen at once. */
export function findingList(
  level: 'block' | 'person',
  findings: readonly Finding[],
): readonly Block[] {
  const own = findings.filter((each) => each.level === level);
  if (own.length === 0) return [];
  const heading = `#### ${headings[level]}\n\n`;
  return [
    {
      what: 'findings',
      rank: 0,
      render: (room) => {
        const items = itemsWithin(own, Math.min(room, maxList) - Buffer.byteLength(heading));
        return items === undefined ? undefined : `${heading}${items}`;
      },
    },
  ];
}

/** Those that stop nothing, folded. */
export function foldedFindings(
  level: 'warning' | 'info',
  findings: readonly Finding[],
): readonly Block[] {
  const own = findings.filter((each) => each.level === level);
  if (own.length === 0) return [];
  const { what, one } = folds[level];
  return [
    {
      what,
      rank: 3,
      render: (room) =>
        folded(count(own.length, one), Math.min(room, maxList), (inner) => itemsWithin(own, inner)),
    },
  ];
}

/** The longer texts that a person has to read. */
export function detailBlocks(findings: readonly Finding[]): readonly Block[] {
  return findings.flatMap((finding) => {
    const { check, path, detail } = finding;
    if (detail === undefined) return [];
    const place = placeInPackage(finding) ?? path;
    const text = `${inlineCode(place, maxPath)}\n\n${fencedCode(detail, { max: maxDetail })}`;
    return {
      what: 'text of findings',
      rank: 2,
      render: (room: number) => folded(`Text: ${checkKinds[check].title}`, room, () => text),
    };
  });
}

function itemsWithin(findings: readonly Finding[], room: number): string | undefined {
  const { text, fit } = fitLines(findings, itemOf, room - moreRoom);
  return fit === 0 ? undefined : `${text}${moreOf(findings.length - fit)}`;
}

function itemOf(finding: Finding): string {
  const { check, path, message, advice } = finding;
  const place = placeInPackage(finding);
  const where = [...(place === undefined ? [] : [place]), path].map((text) =>
    inlineCode(text, maxPath),
  );
  return [
    `- **${checkKinds[check].title}** (\`${check}\`): ${where.join(' in ')}`,
    `  — ${inertText(message, maxMessage)}`,
    `  → ${inertText(advice, maxMessage)}`,
  ].join('\n');
}
