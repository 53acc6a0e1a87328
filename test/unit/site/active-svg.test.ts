import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { isActiveSvg } from '../../../src/site/active-svg.ts';

const svg = (inside: string, attributes = ''): Uint8Array =>
  Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg"${attributes}>${inside}</svg>`);

test.each([
  svg('<script>x()</script>'),
  svg('<svg:script xmlns:svg="http://www.w3.org/2000/svg">x()</svg:script>'),
  svg('', ' onload="x()"'),
  svg('<path d="M0 0"onclick="x()"/>'),
  svg('<a href="javascript:x()"><text>x</text></a>'),
  svg("<a xlink:href='java&#115;cript:x()'><text>x</text></a>"),
  svg('<image href="https://elsewhere.example/x.png"/>'),
  svg('<use href="data:image/svg+xml,x#a"/>'),
  svg('<foreignObject><p>x</p></foreignObject>'),
  svg('<a><animate attributeName="href" to="javascript:x()"/></a>'),
  svg('<style>@import "https://elsewhere.example/x.css";</style>'),
  Buffer.from('<!DOCTYPE svg [<!ENTITY x "&#60;script>x()&#60;/script>">]><svg>&x;</svg>'),
  Buffer.from('<?xml-stylesheet href="x.xsl"?><svg/>'),
  Buffer.from('<?xml version="1.0" encoding="utf-7"?><svg/>'),
  Buffer.from('\uFEFF<svg onload="x()"/>', 'utf16le'),
])('what could run or load something is refused: %s', (bytes) => {
  expect(isActiveSvg(bytes)).toBe(true);
});

test('a drawing is not', () => {
  const drawing =
    '<defs><linearGradient id="a"/></defs><use href="#a"/><path style="fill:url(#a)" d="M0 0h1"/>' +
    '<image xlink:href="data:image/png;base64,AAAA"/><text>on = off</text>';
  expect(isActiveSvg(svg(drawing))).toBe(false);
  const program = '<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE svg PUBLIC "x" "y"><svg/>';
  expect(isActiveSvg(Buffer.from(program))).toBe(false);
  expect(isActiveSvg(readFileSync('templates/site/icon.svg'))).toBe(false);
});
