/** As elements' content and in attributes' quotes. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** What HTML cannot hold, or nobody could see, becomes U+FFFD; line ends become LF. */
export function visibleText(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(unseen, '\uFFFD');
}

// eslint-disable-next-line no-control-regex -- these are what it is about
const unseen = /\p{Cs}|[\0-\x08\x0b\x0e-\x1f\x7f]/gu;
