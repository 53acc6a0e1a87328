// What we use of highlight.js: its own types need those of a browser.
interface Highlighter {
  getLanguage(name: string): object | undefined;
  registerAliases(aliases: string[], options: { readonly languageName: string }): void;
  /** HTML, in which the code is escaped. */
  highlight(
    code: string,
    options: { readonly language: string; readonly ignoreIllegals: boolean },
  ): { readonly value: string };
}
declare const hljs: Highlighter;
export default hljs;
