// Texts that other projects have been attacked with, as READMEs. Where a copy of that collection is not at hand, a few
// of our own stand for it.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { inspectTarball } from '../../src/inspect/inspect-tarball.ts';
import { renderReadme } from '../../src/readme/render-readme.ts';
import type { ReadmeInput } from '../../src/readme/rendered-readme.ts';
import { unsafeParts } from '../support/readme-html.ts';

const named = process.env['STILLPACK_HOSTILE_DIR'];
const folder = named ?? '../shared/hostile';
const isHere = named !== undefined || existsSync(folder);

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

async function theirReadmes(): Promise<[string, string][]> {
  const files = readdirSync(path.join(folder, 'readme')).filter((file) => file.endsWith('.tgz'));
  const texts = files.map(async (file): Promise<[string, string]> => {
    const bytes = readFileSync(path.join(folder, 'readme', file));
    const { tarball } = await inspectTarball(bytes, { path: file });
    return [file, tarball?.readme?.text ?? ''];
  });
  return Promise.all(texts);
}

function theirLists(): [string, string][] {
  return ['dompurify-payloads.json', 'h5sc-vectors.json', 'loofah-sanitizer.json'].flatMap(
    (file) => {
      // Each is an array of texts, or of objects with one.
      const rows = JSON.parse(readFileSync(path.join(folder, 'lists', file), 'utf8')) as Row[];
      return rows.map((row, index): [string, string] => [`${file} ${index}`, textOf(row)]);
    },
  );
}

type Row = string | { readonly payload?: string; readonly input?: string };

function textOf(row: Row): string {
  return typeof row === 'string' ? row : (row.payload ?? row.input ?? '');
}

const texts: readonly [string, string][] = [
  ...ours.map((text, index): [string, string] => [`our ${index}`, text]),
  ...(isHere ? [...(await theirReadmes()), ...theirLists()] : []),
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
