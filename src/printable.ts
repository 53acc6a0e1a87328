// Text that strangers wrote, made fit for terminals and the logs of CI runners.

/** What `escapeForeign` gives, bounded in length. */
export function printable(text: string): string {
  return escapeForeign(text.length > 500 ? `${text.slice(0, 500)}…` : text);
}

/**
 * Control, bidi and other invisible characters, line breaks among them; `::` at the beginning, which a GitHub Actions
 * runner obeys after any blanks; `##[…]` and `##vso[…]`, which it and an Azure Pipelines agent obey anywhere.
 */
const obeyed = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]|(?<=^\s*):(?=:)|#(?=#\w*\[)/gu;

/** Escapes what a terminal or a CI runner would act on instead of showing it. */
export function escapeForeign(text: string): string {
  return text.replace(obeyed, (char) => `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`);
}
