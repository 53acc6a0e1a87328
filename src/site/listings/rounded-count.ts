// Numbers that lie in many files, and that most publishes leave as they are.

/** How many depend on a package: exact below a hundred, then its first two digits. */
export function roundedCount(count: number): number {
  if (count < exactBelow) return count;
  const unit = 10 ** (Math.floor(Math.log10(count)) - 1);
  return Math.floor(count / unit) * unit;
}

/** `12`, and `1200+` for what may be more. */
export function roundedText(rounded: number): string {
  return rounded < exactBelow ? String(rounded) : `${rounded}+`;
}

const exactBelow = 100;
