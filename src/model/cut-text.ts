/** At most `maximum` code points of a text, as a text of its own: a slice would keep all of a long one in memory. */
export function cutText(text: string, maximum: number): string {
  if (text.length <= maximum) return text;
  return Array.from(text.slice(0, 2 * maximum))
    .slice(0, maximum)
    .join('');
}
