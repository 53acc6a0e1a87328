// What a pull request says. Package authors wrote much of it.
import { fencedCode, inlineCode } from './inert-markdown.ts';

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

/** A title of one line, and a body in Markdown. What comes from outside stands in code. */
export function pullRequestText({ verb, subject, facts, texts }: ChangeSummary): {
  readonly title: string;
  readonly body: string;
} {
  const list = facts.map(([name, value]) => `- ${name}: ${inlineCode(value, maxFact)}`).join('\n');
  const sections = texts.map(
    ({ heading, text }) => `### ${heading}\n\n${fencedCode(text, { max: maxText })}`,
  );
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
