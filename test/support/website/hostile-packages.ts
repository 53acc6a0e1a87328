// Packages that try to do in a reader's browser what no package may: run, load, hide, lead away, break the layout.
import { packageTarball } from '../tarball.ts';
import type { Metas, Release } from './release.ts';

const script = '<script>alert(1)</script>';
const image = '<img src=x onerror=alert(1)>';
const override = '\u202egnp.exe\u202c';
const rtl = 'حزمة للتجربة: تجعل كل شيء أفضل';
const longWord = 'x'.repeat(3000);

const clobbering = ['main', 'query', 'readme', 'versions', 'files', 'theme-button', 'results']
  .map((id) => `<a id="${id}" name="${id}">${id}</a><input name="${id}" id="user-content-${id}">`)
  .join('\n');

interface Hostile {
  /** `undefined` for a package without one. */
  readonly readme: string | Uint8Array | undefined;
  readonly manifest?: object;
}

const evilManifest = {
  description: `${script}${image}"'><b>`,
  keywords: [script, image, '"onmouseover="alert(1)', override, '../../..', '__proto__', ''],
  author: { name: `${image}${override}`, email: 'a@b.c', url: 'javascript:alert(1)' },
  contributors: [{ name: script, url: 'data:text/html,<script>alert(1)</script>' }],
  homepage: 'javascript:alert(1)',
  bugs: { url: 'javascript:alert(1)' },
  repository: { type: 'git', url: 'javascript:alert(1)//github.com/acme/ui' },
  funding: ['javascript:alert(1)', { type: script, url: 'vbscript:x' }],
  license: image,
  engines: { node: script, '"><script>': '*' },
  scripts: { postinstall: `node -e '${script}'`, preinstall: override },
  dependencies: { 'hostile-links': `^1.0.0 || ${script}`, 'hostile-missing': '*' },
};

const packages: Readonly<Record<string, Hostile>> = {
  'hostile-manifest': { readme: '# Manifest\n', manifest: evilManifest },
  'hostile-script': {
    readme: `# Script\n\n${script}\n<scr<script>ipt>alert(1)</scr</script>ipt>\n${image}\n<body onload=alert(1)>\n`,
  },
  'hostile-frames': {
    readme:
      '# Frames\n\n<iframe src="https://frame.example/"></iframe><iframe srcdoc="<script>alert(1)</script>"></iframe>\n<object data="https://frame.example/x.swf"></object><embed src="https://frame.example/x">\n<video src="https://frame.example/v" autoplay poster="https://frame.example/p"></video>\n',
  },
  'hostile-svg': {
    readme:
      '# SVG\n\n<svg onload="alert(1)"><script>alert(1)</script><foreignObject><b onclick=alert(1)>x</b></foreignObject><image href="https://svg.example/i.png"/></svg>\n<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></mtext></math>\n',
  },
  'hostile-style': {
    readme:
      '# Style\n\n<style>body{display:none;background:url(https://style.example/b)}</style>\n<link rel="stylesheet" href="https://style.example/s.css">\n<p style="position:fixed;inset:0;background:red">over everything</p>\n<table background="https://style.example/t" width="5000"><tr><td width="5000" height="9000">wide</td></tr></table>\n',
  },
  'hostile-links': {
    readme:
      '# Links\n\n[a](javascript:alert(1)) [b](JaVaScRiPt&#58;alert(1)) [c](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==) [d](vbscript:x)\n<a href=" &#14; javascript:alert(1)">e</a> <a href="java\nscript:alert(1)">f</a> [g](//evil.example/x) <a href="?compare=1.0.0...1.0.0&file=../x">h</a>\n<a href="https://evil.example/" target="_top" ping="https://ping.example/">i</a>\n',
  },
  'hostile-head': {
    readme:
      '# Head\n\n<meta http-equiv="refresh" content="0;url=https://refresh.example/">\n<base href="https://base.example/">\n<title>Another title</title>\n<form action="https://form.example/"><input type="password" name="p" autofocus><button formaction="javascript:alert(1)">Log in</button></form>\n',
  },
  'hostile-ids': { readme: `# Ids\n\n${clobbering}\n\n## main\n\n## readme\n\n## __proto__\n` },
  'hostile-images': {
    readme:
      '# Images\n\n![a](https://images.example/a.png) ![b](http://images.example/b.png) ![c](data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9ImFsZXJ0KDEpIi8+) <img src="//images.example/c.png" srcset="https://images.example/d.png 2x" width="9999" height="9999">\n<picture><source srcset="https://images.example/e.png"><img src="https://images.example/f.png" alt="f"></picture>\n',
  },
  'hostile-broken': {
    readme: `# Broken\n\n<div><table><tr><td></section></main></body></html><!-- ${'<b>'.repeat(3000)}\n\n${'> '.repeat(500)}deep\n\n${'['.repeat(2000)}\n\n<details><summary>`,
  },
  'hostile-bidi': {
    readme: `# ${override}\n\n${rtl}\n\n\u2066\u2067\u202d unclosed\n\n\`npm i ${override}\`\n`,
    manifest: { description: `${override} ${rtl}`, keywords: [rtl, override], author: rtl },
  },
  'hostile-long': {
    readme: `# ${longWord}\n\n${longWord}\n\n| ${'a | '.repeat(60)}\n| ${'- | '.repeat(60)}\n| ${`${longWord.slice(0, 60)} | `.repeat(60)}\n\n\`${longWord}\`\n`,
    manifest: {
      description: longWord,
      keywords: [
        longWord.slice(0, 200),
        ...Array.from({ length: 200 }, (_, at) => `keyword-${at}`),
      ],
      license: longWord.slice(0, 300),
      author: longWord,
    },
  },
  [`hostile-${'n'.repeat(200)}`]: { readme: '# A long name\n' },
  'hostile-binary': { readme: Uint8Array.from({ length: 4000 }, (_, at) => (at * 7919) % 256) },
  'hostile-utf16': { readme: Buffer.from(`\ufeff# UTF-16\n\n${script}\n`, 'utf16le') },
  'hostile-empty': { readme: '' },
  'hostile-none': { readme: undefined },
  'hostile-large': { readme: `# Large\n\n${'All work and no play. <b>x</b>\n\n'.repeat(160_000)}` },
  constructor: { readme: '# constructor\n', manifest: { description: 'Named as a property' } },
};

export const hostileNames: readonly string[] = Object.keys(packages);

export const hostileReleases: readonly Release[] = Object.entries(packages).map(
  ([name, { readme, manifest }]) => {
    const files = {
      'index.js': '"use strict";\n',
      ...(readme === undefined ? {} : { 'README.md': readme }),
    };
    const own = { name, version: '1.0.0', ...manifest };
    return {
      name,
      version: '1.0.0',
      date: '2024-03-01',
      tarball: packageTarball({ manifest: own, files }),
    };
  },
);

export const hostileMetas: Metas = new Map([
  [
    'hostile-script',
    {
      deprecated: { '1.0.0': `${script}${image}${override}` },
      unpublished: { '0.9.0': { reason: `${script}${rtl}` } },
      versions: { '1.0.0': { publisher: `${image}${override}` } },
    },
  ],
]);
