import { describe, expect, test } from 'vitest';
import { renderReadme } from '../../../src/readme/render-readme.ts';
import type { ReadmeInput } from '../../../src/readme/rendered-readme.ts';
import { repositoryBaseOf } from '../../../src/readme/repository-base.ts';

function htmlOf(text: string, input: Partial<ReadmeInput> = {}): string {
  return renderReadme({ text, fileName: 'README.md', images: 'ask', ...input }).html;
}

const repository = { url: 'git+https://github.com/acme/ui.git', directory: 'packages/ui' };
const outside = 'rel="noopener nofollow ugc"';

describe('a link', () => {
  test.each([
    ['https://a.example/b?c=d#e', 'https://a.example/b?c=d#e'],
    ['//a.example/b', 'https://a.example/b'],
    ['mailto:a@b.example', 'mailto:a@b.example'],
  ])('elsewhere stays: %s', (href, shown) => {
    expect(htmlOf(`[x](${href})`)).toContain(`<a href="${shown}" ${outside}>x</a>`);
  });

  test.each([
    'javascript:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    'ftp://a.example',
    'file:///etc/passwd',
    'http://',
  ])('that no page should have is its text: %s', (href) => {
    expect(htmlOf(`<a href="${href}">x</a>`)).toContain('<a>x</a>');
  });

  test.each([
    ['docs/x.md#part', 'blob/HEAD/packages/ui/docs/x.md#part'],
    ['./docs/', 'tree/HEAD/packages/ui/docs/'],
    ['../../LICENSE', 'blob/HEAD/LICENSE'],
    ['/LICENSE', 'blob/HEAD/LICENSE'],
    ['../../../../../x', 'blob/HEAD/x'],
  ])('to a file leads to the repository: %s', (href, shown) => {
    expect(htmlOf(`[x](${href})`, { repository })).toContain(
      `<a href="https://github.com/acme/ui/${shown}" ${outside}>x</a>`,
    );
  });

  test.each([
    ['docs/x.md#part', '?file=docs/x.md#part'],
    ['a%20b&c.md', '?file=a%20b%26c.md'],
    ['/LICENSE', '?file=LICENSE'],
  ])('or, where nobody knows it, to the viewer: %s', (href, shown) => {
    const unknown = { url: 'https://git.acme.example/ui.git' };
    expect(htmlOf(`[x](${href})`, { repository: unknown })).toContain(
      `<a href="${shown.replace('&', '&#x26;')}">x</a>`,
    );
  });

  test.each([
    ['#Install', '#user-content-install'],
    ['#top', '#top'],
    ['#user-content-install', '#user-content-install'],
    ['#%C3%BCber', '#user-content-%C3%BCber'],
  ])('in the README stays in it: %s', (href, shown) => {
    expect(htmlOf(`# Install\n\n[x](${href})`)).toContain(`<a href="${shown}">x</a>`);
  });
});

describe('a picture', () => {
  test.each(['logo.png', './logo.png?raw=true', 'docs/../logo.png'])(
    'of the tarball is named, and not asked for: %s',
    (src) => {
      for (const images of ['ask', 'load', 'never'] as const) {
        expect(htmlOf(`![Logo](${src})`, { repository, images })).toContain(
          '<img alt="Logo" data-file="logo.png">',
        );
      }
    },
  );

  const badge = '![build](https://img.example/b.svg)';

  test.each([
    [
      'ask',
      badge,
      `<a class="remote-image" href="https://img.example/b.svg" ${outside} data-src="https://img.example/b.svg">build</a>`,
    ],
    [
      'load',
      badge,
      '<img src="https://img.example/b.svg" alt="build" loading="lazy" referrerpolicy="no-referrer">',
    ],
    ['never', badge, `<a href="https://img.example/b.svg" ${outside}>build</a>`],
    [
      'ask',
      `[${badge}](https://ci.example)`,
      `<a href="https://ci.example/" ${outside}><span class="remote-image" data-src="https://img.example/b.svg">build</span></a>`,
    ],
    [
      'never',
      `[${badge}](https://ci.example)`,
      `<a href="https://ci.example/" ${outside}><span>build</span></a>`,
    ],
    [
      'ask',
      '<img src="https://img.example/logo.png" width="200">',
      'data-width="200">logo.png</a>',
    ],
    [
      'ask',
      '<picture><source srcset="https://img.example/d.png"><img src="https://img.example/l.png" alt="L"></picture>',
      '>L</a>',
    ],
  ] as const)('elsewhere, %s: %s', (images, text, html) => {
    expect(htmlOf(text, { images })).toContain(html);
  });

  test('of the repository that is not in the package lies elsewhere', () => {
    expect(htmlOf('![L](../../logo.png)', { repository })).toContain(
      'data-src="https://github.com/acme/ui/raw/HEAD/logo.png"',
    );
  });

  test.each(['data:image/png;base64,AAAA', 'javascript:x', 'blob:x'])('that is none: %s', (src) => {
    expect(htmlOf(`![words](${src})`)).toBe('<p dir="auto"><span>words</span></p>');
  });

  test('for the dark mode of GitHub is not shown beside its twin', () => {
    expect(htmlOf('![d](https://img.example/d.png#gh-dark-mode-only)')).not.toContain(
      'img.example',
    );
  });
});

describe('the repository', () => {
  test.each([
    ['acme/ui', 'https://github.com/acme/ui/blob/HEAD/'],
    ['github:acme/ui', 'https://github.com/acme/ui/blob/HEAD/'],
    ['git@github.com:acme/ui.git', 'https://github.com/acme/ui/blob/HEAD/'],
    ['git://github.com/acme/ui', 'https://github.com/acme/ui/blob/HEAD/'],
    ['https://www.github.com/acme/ui/tree/main/x', 'https://github.com/acme/ui/blob/HEAD/'],
    ['https://gitlab.com/acme/group/ui.git', 'https://gitlab.com/acme/group/ui/-/blob/HEAD/'],
    ['bitbucket:acme/ui', 'https://bitbucket.org/acme/ui/src/HEAD/'],
    ['git+ssh://git@codeberg.org/acme/ui.git', 'https://codeberg.org/acme/ui/src/HEAD/'],
  ])('%s', (url, file) => {
    expect(repositoryBaseOf({ url })?.file).toBe(file);
  });

  test.each([
    '',
    'acme',
    'gist:123',
    'npm:acme/ui',
    'https://github.com/acme',
    'https://github.com.evil.example/a/b',
    'javascript:a/b',
    'https://github.com/"><b>/x',
  ])('nobody knows: %j', (url) => {
    expect(repositoryBaseOf({ url })).toBeUndefined();
  });

  test.each([
    ['packages/ui/', 'packages/ui'],
    ['/packages/ui', 'packages/ui'],
    ['../../etc', 'etc'],
    ['https://evil.example/x', ''],
  ])('holds the package in its folder %s', (directory, folder) => {
    expect(repositoryBaseOf({ url: 'acme/ui', directory })?.directory).toBe(folder);
  });
});
