// `site.accent` as text in it can be read: https://www.w3.org/TR/WCAG22/#contrast-minimum.

type Rgb = readonly [red: number, green: number, blue: number];

interface Scheme {
  /** Of the style sheet: what text in the accent's colour stands on. The first is the page's, the last that of code in a line. */
  readonly backgrounds: readonly [string, ...string[]];
  /** What the accent is mixed with until it can be read. */
  readonly towards: string;
}

export const accentSchemes: Readonly<Record<'light' | 'dark', Scheme>> = {
  light: { backgrounds: ['#ffffff', '#f5f7f8', '#e4e6e7'], towards: '#000000' },
  dark: { backgrounds: ['#101418', '#171d22', '#1c232a', '#262c31'], towards: '#ffffff' },
};

/** The least that WCAG's level AA asks of text. */
const leastContrast = 4.5;

/** The style sheet's `--tint`: so much of the accent in the page's colour. */
const tintShare = 0.1;

/** A rule that sets the accent, `#rrggbb`, and the colour of text on it, for both colour schemes. */
export function accentRule(accent: string): string {
  const [light, dark] = [
    readable(accent, accentSchemes.light),
    readable(accent, accentSchemes.dark),
  ];
  return `:root{--accent:light-dark(${light},${dark});--on-accent:light-dark(${textOn(light)},${textOn(dark)})}`;
}

/** The accent itself where it can be read, else the closest mixture. */
function readable(accent: string, { backgrounds, towards }: Scheme): string {
  const [page] = backgrounds;
  for (let percent = 0; percent < 100; percent++) {
    const colour = mixed(accent, towards, percent / 100);
    const behind = [...backgrounds, mixed(page, colour, tintShare)];
    if (behind.every((each) => contrast(colour, each) >= leastContrast)) return colour;
  }
  return towards;
}

/** Black or white: on every colour one of them has a contrast of more than 4.5. */
function textOn(colour: string): string {
  return contrast(colour, '#ffffff') >= leastContrast ? '#ffffff' : '#000000';
}

/** From 1 to 21, as WCAG defines it. Both are `#rrggbb`. */
export function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

/** As WCAG defines it. */
function luminance(colour: string): number {
  const [red, green, blue] = rgbOf(colour).map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as unknown as Rgb;
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function mixed(colour: string, other: string, share: number): string {
  const second = rgbOf(other);
  const parts = rgbOf(colour).map((part, at) =>
    Math.round(part + ((second[at] ?? part) - part) * share),
  );
  return `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}

function rgbOf(colour: string): Rgb {
  const part = (at: number): number => parseInt(colour.slice(at, at + 2), 16);
  return [part(1), part(3), part(5)];
}
