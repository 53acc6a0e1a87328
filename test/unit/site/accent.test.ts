import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { accentRule, accentSchemes, contrast } from '../../../src/site/accent.ts';

const css = readFileSync(
  new URL('../../../templates/site/css/1-base.css', import.meta.url),
  'utf8',
);

interface Rule {
  readonly light: { readonly accent: string; readonly text: string };
  readonly dark: { readonly accent: string; readonly text: string };
}

function ruleOf(accent: string): Rule {
  const colour = '(#[0-9a-f]{6})';
  const pair = `light-dark\\(${colour},${colour}\\)`;
  const shape = new RegExp(`^:root\\{--accent:${pair};--on-accent:${pair}\\}$`);
  const [, light = '', dark = '', onLight = '', onDark = ''] = shape.exec(accentRule(accent)) ?? [];
  return { light: { accent: light, text: onLight }, dark: { accent: dark, text: onDark } };
}

const accents = [
  '#000000',
  '#ffffff',
  '#ffff00',
  '#ff0000',
  '#0000ff',
  '#808080',
  '#777777',
  '#d0338e',
];

test.each(accents)('%s can be read on every background, and so can text on it', (accent) => {
  const rule = ruleOf(accent);
  for (const scheme of ['light', 'dark'] as const) {
    const { accent: colour, text } = rule[scheme];
    expect(contrast(colour, text)).toBeGreaterThanOrEqual(4.5);
    for (const background of accentSchemes[scheme].backgrounds) {
      expect(contrast(colour, background)).toBeGreaterThanOrEqual(4.5);
    }
  }
});

test('a colour that can be read stays as it is', () => {
  expect(ruleOf('#0b6b6b').light).toEqual({ accent: '#0b6b6b', text: '#ffffff' });
  expect(ruleOf('#5fcfc6').dark).toEqual({ accent: '#5fcfc6', text: '#000000' });
});

test('contrast is as WCAG has it', () => {
  expect(contrast('#000000', '#ffffff')).toBe(21);
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.478, 3);
});

test('the backgrounds are those of the style sheet', () => {
  const declared = (name: string): readonly string[] =>
    new RegExp(`--${name}: light-dark\\((#\\w+), (#\\w+)\\)`).exec(css)?.slice(1) ?? [];
  const all = ['page', 'surface', 'raised'].map(declared);
  for (const [at, scheme] of (['light', 'dark'] as const).entries()) {
    const colours = new Set(all.map((pair) => pair[at]));
    expect(new Set(accentSchemes[scheme].backgrounds.slice(0, -1))).toEqual(colours);
  }
});
