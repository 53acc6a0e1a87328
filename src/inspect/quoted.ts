/** Text from an archive for a message, so short that the rest of the sentence stays readable. */
export function quoted(text: string): string {
  return text.length > 200 ? `\`${text.slice(0, 200)}…\`` : `\`${text}\``;
}
