// Characters that nobody sees, where no writing system needs them.

export interface Invisible {
  /** Characters of the line before it. */
  readonly at: number;
  /** A Unicode code point. */
  readonly codePoint: number;
  /** Made to deceive, or to carry what is not shown; else it may well have been pasted unseen. */
  readonly isStrong: boolean;
}

/** Controls, fillers, joiners, tags and variation selectors. */
const candidates =
  /\u{34f}|[\u{fe00}-\u{fe0f}]|[\u{ad}\u{61c}\u{115f}\u{1160}\u{180e}\u{200b}-\u{200f}\u{202a}-\u{202e}\u{2060}-\u{206f}\u{3164}\u{feff}\u{ffa0}\u{fff9}-\u{fffb}\u{e0000}-\u{e01ef}]/u;

/** The flags of England, Scotland and Wales are spelt in tags. */
const flags = /\u{1f3f4}[\u{e0020}-\u{e007e}]{1,7}\u{e007f}/gu;

const bidi = /[\u{202a}-\u{202e}\u{2066}-\u{2069}]/u;
const directionMark = /[\u{61c}\u{200e}\u{200f}]/u;
const joiner = /[\u{200c}\u{200d}]/u;
const selector = /[\u{fe00}-\u{fe0f}\u{e0100}-\u{e01ef}]/u;
const rareSelector = /[\u{e0100}-\u{e01ef}]/u;
const filler = /[\u{115f}\u{1160}\u{3164}\u{ffa0}]/u;
const tag = /[\u{e0000}-\u{e007f}]/u;

const rightToLeft = /[\p{sc=Arab}\p{sc=Hebr}\p{sc=Syrc}\p{sc=Thaa}\p{sc=Nkoo}]/u;
/** Of scripts whose letters join, or whose words stand without blanks. */
const joining =
  /[\p{sc=Arab}\p{sc=Hebr}\p{sc=Syrc}\p{sc=Mong}\p{sc=Deva}\p{sc=Beng}\p{sc=Guru}\p{sc=Gujr}\p{sc=Orya}\p{sc=Taml}\p{sc=Telu}\p{sc=Knda}\p{sc=Mlym}\p{sc=Sinh}\p{sc=Tibt}\p{sc=Khmr}\p{sc=Mymr}\p{sc=Thai}\p{sc=Laoo}]/u;
const emoji = /\p{Extended_Pictographic}|\u{fe0f}|[\u{1f3fb}-\u{1f3ff}]/u;
const hangul =
  /[\u{1100}-\u{115e}\u{1161}-\u{11ff}\u{3131}-\u{3163}\u{3165}-\u{318e}\u{ac00}-\u{d7a3}]/u;

export function mayHoldInvisible(text: string): boolean {
  // Nearly all code is ASCII, which this tells much faster.
  return /[\u{80}-\u{10ffff}]/u.test(text) && candidates.test(text);
}

/** In their order. `isData`: no program runs the text, so that writing from right to left is merely written. */
export function invisibleIn(line: string, { isData }: { isData: boolean }): readonly Invisible[] {
  const chars = Array.from(line.replace(flags, '\u{1f3f4}'));
  const hasRightToLeft = rightToLeft.test(line);
  return chars.flatMap((char, at) => {
    if (!candidates.test(char)) return [];
    if (hasRightToLeft && (directionMark.test(char) || (isData && bidi.test(char)))) return [];
    const around = { before: chars[at - 1] ?? '', after: chars[at + 1] ?? '' };
    if (isWriting(char, around)) return [];
    const strong = isStrong(char) || (!isData && isInName(char, around));
    return [{ at, codePoint: char.codePointAt(0) ?? 0, isStrong: strong }];
  });
}

interface Neighbours {
  readonly before: string;
  readonly after: string;
}

/** Whether the characters beside it ask for it. */
function isWriting(char: string, { before, after }: Neighbours): boolean {
  // An emoji or symbol takes one of the common selectors, an ideograph one of the others. A run of them carries data.
  if (rareSelector.test(char)) return /\p{sc=Han}/u.test(before);
  if (selector.test(char)) return !selector.test(before) && !/[A-Za-z]/.test(before);
  if (filler.test(char)) return hangul.test(before) || hangul.test(after);
  if (bidi.test(char) || tag.test(char)) return false;
  if (char === '\u{200d}' && emoji.test(before) && emoji.test(after)) return true;
  return joining.test(before) || joining.test(after);
}

/**
 * JavaScript lets joiners stand in names, behind the first character: two that look alike differ. What takes names
 * apart holds them, too, in quotes or in a class.
 */
function isInName(char: string, { before, after }: Neighbours): boolean {
  if (!joiner.test(char) || /["'`\]|\u{200c}\u{200d}]/u.test(after)) return false;
  return /[A-Za-z_$]/.test(before) || /\w{2}/.test(before + after);
}

function isStrong(char: string): boolean {
  return [bidi, tag, selector, filler].some((kind) => kind.test(char));
}
