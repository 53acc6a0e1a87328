// Code in colours: classes, and a style sheet that says what they look like.
import hljs from 'highlight.js/lib/common';

/** Letters. What is longer takes long, and nobody reads it in a README. */
const maxLength = 20_000;

hljs.registerAliases(['astro', 'svelte', 'vue'], { languageName: 'xml' });

/** HTML of the code; `undefined` where nobody knows the language, or it is too long. */
export function highlight(code: string, language: string): string | undefined {
  if (code.length > maxLength || hljs.getLanguage(language) === undefined) return undefined;
  return hljs.highlight(code, { language, ignoreIllegals: true }).value;
}
