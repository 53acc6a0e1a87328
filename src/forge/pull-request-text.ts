// What a pull request says. Package authors wrote much of it, and forges act on what they read there: mentions,
// closing keywords, GitLab's quick actions, HTML.
import { escapeForeign } from '../printable.ts';

export interface ChangeSummary {
  /** `Publish`. */
  readonly verb: string;
  /** `@acme/ui@2.0.0`. */
  readonly subject: string;
  /** Short values in the order shown, each with a name of ours: `integrity`, `publisher`. */
  readonly facts: readonly (readonly [name: string, value: string])[];
  /** Longer texts, each below a heading of ours: the scripts, the list of files. */
  readonly texts: readonly { readonly heading: string; readonly text: string }[];
}

/** GitHub takes 256 and 65,536 characters; git takes 65,515 bytes for one push option. */
const maxTitle = 200;
const maxBodyBytes = 60_000;
const maxFact = 300;
const maxText = 20_000;

/**
 * A title of one line, and a body in Markdown. What comes from outside stands in code, where nobody is mentioned and
 * no HTML is any; what forges look for in the raw text, too, is escaped in the way of `escapeForeign`.
 */
export function pullRequestText({ verb, subject, facts, texts }: ChangeSummary): {
  readonly title: string;
  readonly body: string;
} {
  const list = facts.map(([name, value]) => `- ${name}: ${inlineCode(value, maxFact)}`).join('\n');
  const sections = texts.map(({ heading, text }) => `### ${heading}\n\n${fenced(text)}`);
  const title = `${verb} ${inlineCode(subject, maxTitle)}`;
  return { title, body: `${[`${title}.`, list, ...fitting(sections, list)].join('\n\n')}\n` };
}

/** Sections as long as there is room. */
function fitting(sections: readonly string[], before: string): readonly string[] {
  let room = maxBodyBytes - Buffer.byteLength(before) - 1000;
  const fit = sections.filter((section) => {
    const size = Buffer.byteLength(section) + 2;
    if (size > room) return false;
    room -= size;
    return true;
  });
  const left = sections.length - fit.length;
  return left === 0 ? fit : [...fit, `_${left} more did not fit; look at the commit._`];
}

function inlineCode(text: string, max: number): string {
  const escaped = escapeRead(escapeForeign(cut(text, max))).replaceAll('`', escapeChar);
  return `\`${escaped}\``;
}

function fenced(text: string): string {
  const lines = cut(text, maxText)
    .replaceAll('\t', '    ')
    .split(/\r\n|\r|\n/)
    .map((line) => escapeRead(escapeForeign(line)));
  const runs = lines.flatMap((line) => line.match(/`+/g) ?? []).map((run) => run.length);
  const fence = '`'.repeat(Math.max(2, ...runs) + 1);
  return [`${fence}text`, ...lines, fence].join('\n');
}

/**
 * What forges find without reading Markdown: `#1`, `GH-1`, links to issues and requests, an issue tracker's key after
 * a closing keyword, GitLab's quick actions, which begin a line, and `\n`, of which GitLab makes a line end in a push option.
 */
const readRaw =
  /#(?=\d)|(?<=\bGH)-(?=\d)|(?<=\/(?:issues|pulls?|merge_requests|work_items))\/(?=\d)|(?<=\b(?:clos|fix|resolv|implement)[a-z]*:?\s+(?:issues?\s+)?[A-Z][A-Z\d_]*)-(?=\d)|(?<=^\s*)\/(?=[a-z])|\\(?=n)/gi;

function escapeRead(line: string): string {
  return line.replace(readRaw, escapeChar);
}

function escapeChar(char: string): string {
  return `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`;
}

function cut(text: string, max: number): string {
  return text.length > max ? `${text.slice(0, max)}…` : text;
}
