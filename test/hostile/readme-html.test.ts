// Texts that other projects have been attacked with, as READMEs. Where a copy of that collection is not at hand, a few
// of our own stand for it.
import { expect, test } from 'vitest';
import { renderReadme } from '../../src/readme/render-readme.ts';
import type { ReadmeInput } from '../../src/readme/rendered-readme.ts';
import { hostileReadmes, isHere, type NamedText } from '../support/hostile-readmes.ts';
import { unsafeParts } from '../support/readme-html.ts';

const ours = [
  '<img src=x onerror=alert(1)>',
  '[x](javascript:alert(1)) [x](&#x6A;avascript:alert(1)) <a href="java\nscript:alert(1)">x</a>',
  '<svg><style><img src=x onerror=alert(1)></style></svg>',
  '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
  '<form id=a><input name=attributes><button formaction=javascript:alert(1)>x</button></form>',
  '<p id=location name=cookie style="position:fixed" class="site-header">x</p>',
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
  '![x](data:image/svg+xml;base64,AAAA) <img src="//elsewhere.example/x.png" srcset="x 2x">',
  '```x" onmouseover="alert(1)\n<b>\n```',
  '> [!NOTE] <script>alert(1)</script>\n\n> [!NOTE]\n> <script>alert(1)</script>',
  '[^x]\n\n[^x]: <iframe srcdoc="<script>alert(1)</script>"></iframe>',
  ':smile:<g-emoji alias="x" onclick=alert(1)>x</g-emoji>',
];

const texts: readonly NamedText[] = [
  ...ours.map((text, index): NamedText => [`our ${index}`, text]),
  ...(await hostileReadmes()),
];

const inputs: readonly Omit<ReadmeInput, 'text'>[] = [
  { fileName: 'README.md', images: 'ask' },
  {
    fileName: 'readme',
    images: 'load',
    repository: { url: 'github:acme/ui', directory: 'packages/ui' },
  },
  { fileName: 'README.rst', images: 'never' },
];

test('nothing that is not known to be harmless gets into a page', () => {
  expect(texts.length).toBeGreaterThan(isHere ? 400 : 10);
  for (const [name, text] of texts) {
    for (const input of inputs) {
      expect(unsafeParts(renderReadme({ ...input, text }).html), name).toEqual([]);
    }
  }
});
