// Commit messages that say which npm command a change is.
import { printable } from '../printable.ts';

/** `npm dist-tag add @acme/ui@2.0.0 next`, quoted where a shell would want it. */
export function npmCommand(...words: readonly string[]): string {
  return ['npm', ...words.map(quoted)].join(' ');
}

/** The same of a command that npm has not, or with fewer words. */
export function stillpackCommand(...words: readonly string[]): string {
  return ['stillpack', ...words.map(quoted)].join(' ');
}

/** A subject, and a paragraph for each text that is not empty. Ends with one line end. */
export function messageOf(subject: string, ...paragraphs: readonly string[]): string {
  const texts = [subject, ...paragraphs].map((text) => text.trim());
  return `${texts.filter((text) => text !== '').join('\n\n')}\n`;
}

function quoted(word: string): string {
  return /^[\w@%+=:,./~^-]+$/.test(word)
    ? word
    : `"${printable(word).replace(/["\\$`]/g, '\\$&')}"`;
}
