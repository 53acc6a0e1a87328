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
  Buffer.from('<!DOCTYPE svg PUBLIC ">" "x" [<!ATTLIST svg onload CDATA "x()">]><svg/>'),
  svg('<a.b:script xmlns:a.b="http://www.w3.org/2000/svg">x()</a.b:script>'),
  svg('<é:script xmlns:é="http://www.w3.org/2000/svg">x()</é:script>'),
  svg('<a x.y:href="javascript:x()" xmlns:x.y="http://www.w3.org/1999/xlink"><text>x</text></a>'),
  svg(
    '<h:img xmlns:h="http://www.w3.org/1999/xhtml" srcset="https://elsewhere.example/x.png 2x"/>',
  ),
  svg("<h:form xmlns:h='http://www.w3.org/1999/&#120;html' action='https://elsewhere.example/'/>"),
  svg('<style>path { fill: url(https://elsewhere.example/x.svg#a) }</style>'),
  svg('<path style="fill: u\\72l(//elsewhere.example/x)"/>'),
  svg('<path style="fill:url(&quot;https://elsewhere.example/x&quot;)"/>'),
  Buffer.from('<?xml-stylesheet href="x.xsl"?><svg/>'),
  Buffer.from('<?xml version="1.0" encoding="utf-7"?><svg/>'),
  Buffer.from('\uFEFF<svg onload="x()"/>', 'utf16le'),
])('what could run or load something is refused: %s', (bytes) => {
  expect(isActiveSvg(bytes)).toBe(true);
});

test('a drawing is not', () => {
  const drawing =
    '<defs><linearGradient id="a"/></defs><use href="#a"/><path style="fill:url(#a)" d="M0 0h1"/>' +
    '<path style="fill:url(&quot;#a&quot;)" mask="url(#a)"/><style>.a{fill:url("#a")}</style>' +
    '<image xlink:href="data:image/png;base64,AAAA"/><text>on = off</text>';
  expect(isActiveSvg(svg(drawing))).toBe(false);
  const program = '<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE svg PUBLIC "x" "y"><svg/>';
  expect(isActiveSvg(Buffer.from(program))).toBe(false);
  expect(isActiveSvg(readFileSync('templates/site/icon.svg'))).toBe(false);
});
