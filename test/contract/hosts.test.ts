// What every preset must hold to, whatever the host.
import { describe, expect, test } from 'vitest';
import { claimsOf } from '../../src/host/clashes.ts';
import { folded } from '../../src/host/claims.ts';
import { hostPresetOf, hostPresets } from '../../src/host/host-preset-of.ts';
import { outputPathOf } from '../../src/host/output-path.ts';
import type { Encoding } from '../../src/host/precompressed.ts';
import { serve } from '../../src/host/serve.ts';
import { packageName, version } from '../support/model.ts';
import { document, documentsOfPackage } from '../support/output-files.ts';

const url = new URL('https://acme.example/npm/');
const names = ['foo', '@acme/ui', 'lodash.merge', 'Cap', "a'b"];
const presets = [...hostPresets, serve];

describe.each(presets.map((preset) => [preset.name, preset] as const))('%s', (_name, preset) => {
  const { layout } = preset;
  const hostFiles = preset.configFiles({ url });

  test('every document but an abbreviated packument has a place, and each place is a path', () => {
    for (const file of names.flatMap((name) => documentsOfPackage(name))) {
      const paths = layout.pathsOf(file);
      if (file.kind !== 'abbreviated') expect(paths).not.toEqual([]);
      expect(paths.map(outputPathOf)).toEqual(paths);
    }
  });

  test('an abbreviated packument has a place where the host negotiates, and only there', () => {
    const file = document({ url: '/foo', kind: 'abbreviated', owner: 'foo' });
    expect(layout.pathsOf(file).length > 0).toBe(preset.negotiates);
  });

  test('all documents of packages lie below what the packages claim, or below -/', () => {
    for (const name of names) {
      const claims = claimsOf(layout, packageName(name));
      for (const path of documentsOfPackage(name).flatMap((file) => layout.pathsOf(file))) {
        const isClaimed = claims.some((claim) => path === claim || path.startsWith(`${claim}/`));
        expect(isClaimed || /^(?:registry\/)?-\/package\//.test(path), path).toBe(true);
      }
    }
  });

  test('a tarball’s URL is relative, needs no encoding, and ends in the canonical file name', () => {
    for (const name of names) {
      const relative = layout.tarballUrl(packageName(name), version('1.0.0-rc.1'));
      expect(new URL(relative, url).href).toBe(url.href + relative);
      expect(relative).toMatch(/[^/]+-1\.0\.0-rc\.1\.tgz$/);
      expect(relative).toContain(name);
    }
  });

  test('its own files are at paths, each once, and clash with no document below -/', () => {
    const paths = hostFiles.map((file) => file.path);
    expect(paths.map(outputPathOf)).toEqual(paths);
    expect(new Set(paths.map(folded)).size).toBe(paths.length);
    const documents = ['/-/ping', '/-/v1/search'].flatMap((each) =>
      layout.pathsOf(document({ url: each })),
    );
    expect(paths.filter((path) => documents.includes(path))).toEqual([]);
  });

  test('has a page for what is not there, honest about it', () => {
    const page = hostFiles.find(({ path }) => path.endsWith('404.html'));
    expect(page?.text).toMatch(/<title>Not found<\/title>/);
    expect(page?.text).not.toMatch(/<script|http-equiv/);
  });

  test('begins nothing with a dot or underscore but what hosts and npm ask for', () => {
    const paths = [
      ...hostFiles.map((file) => file.path),
      ...names.flatMap((name) => documentsOfPackage(name)).flatMap((file) => layout.pathsOf(file)),
    ];
    const hidden = paths.filter((path) => /(?:^|\/)[._]/.test(path));
    const allowed = ['.nojekyll', '_headers', '_redirects', '.htaccess'];
    expect(hidden.filter((path) => !allowed.includes(path))).toEqual([]);
  });

  test('never answers 200 with a page for what is not there', () => {
    for (const { text } of hostFiles) {
      expect(text).not.toMatch(/^\/\*\s+\/index\.html\s+200/m);
      expect(text).not.toMatch(/navigationFallback|try_files[^;]*index\.html/);
    }
  });

  test('the same context gives the same files', () => {
    expect(preset.configFiles({ url: new URL(url) })).toEqual(hostFiles);
  });

  test('says truthfully that it does not protect reading', () => {
    expect(preset.protectsReading).toBe(false);
  });
});

test.each(['nginx', 'apache', 'caddy'])(
  '%s answers below the public path, taken literally',
  (host) => {
    const context = { url: new URL('https://acme.example/n.p+m/') };
    const config = hostPresetOf(host)
      .configFiles(context)
      .find(({ path }) => path.startsWith('-/'));
    expect(config?.text).toContain('^/n\\.p\\+m/');
    expect(
      config?.text
        .split('\n')
        .slice(0, 3)
        .every((line) => line.startsWith('# ')),
    ).toBe(true);
  },
);

describe('compressed twins', () => {
  const configOf = (host: string, precompressed?: readonly Encoding[]): string | undefined =>
    hostPresetOf(host)
      .configFiles({ url, ...(precompressed === undefined ? {} : { precompressed }) })
      .find(({ path }) => path.startsWith('-/'))?.text;
  const able = presets.filter(({ servesTwins }) => servesTwins === true).map(({ name }) => name);

  test('can be served by nginx, Apache and Caddy', () => {
    expect(able).toEqual(['apache', 'caddy', 'nginx']);
  });

  test.each(able)('are not mentioned by %s when there are none', (host) => {
    expect(configOf(host, [])).toBe(configOf(host));
    expect(configOf(host)).not.toMatch(/-\/z|Encoding(?! \.)|brotli/);
  });

  test.each(able)('are looked for by %s in the encodings that there are', (host) => {
    const [gzip, both] = [configOf(host, ['gzip']), configOf(host, ['br', 'gzip'])];
    expect(gzip).toMatch(/-\/z\/(?:gzip|\$stillpack_gzip)/);
    expect(gzip).not.toMatch(/-\/z\/(?:br|\$stillpack_br)/);
    expect(both).toMatch(/-\/z\/(?:br|\$stillpack_br)/);
    expect(both).toMatch(/-\/\(\?:host\|z\)\//);
  });

  test('need no module that a stock nginx does not have', () => {
    expect(configOf('nginx', ['br', 'gzip'])).not.toMatch(/^\s*(?:brotli|gzip_static)/m);
  });
});

const syntax = [
  'a;b',
  'a$b',
  '{a}',
  "a'b",
  'a"b',
  'a b',
  'a#b',
  'a(b)',
  'a|b',
  'a*',
  'a//b',
  'ä',
  '%3B',
];

test.each(['nginx', 'apache', 'caddy'])(
  '%s refuses a public path that its configuration would not take literally',
  (host) => {
    for (const path of syntax) {
      const strange = new URL('https://acme.example/');
      strange.pathname = `/${path}/`;
      const render = (): unknown => hostPresetOf(host).configFiles({ url: strange });
      expect(render, path).toThrow(expect.objectContaining({ code: 'URL_INVALID', exitCode: 2 }));
    }
  },
);

test('no other preset writes the public path anywhere', () => {
  const strange = new URL(`https://acme.example/${syntax.slice(0, 5).join('/')}/`);
  for (const preset of presets.filter(({ name }) => !['nginx', 'apache', 'caddy'].includes(name))) {
    expect(preset.configFiles({ url: strange })).toEqual(preset.configFiles({ url }));
  }
});

test.each(['vercel', 'firebase', 'azure'])('the configuration of %s is JSON', (host) => {
  const files = hostPresetOf(host).configFiles({ url });
  const config = files.find(({ path }) => path.endsWith('.json'));
  expect(JSON.parse(config?.text ?? '')).toBeTypeOf('object');
});

test('Cloudflare’s documented numbers of rules are kept', () => {
  const textOf = (path: string): string =>
    hostPresetOf('cloudflare-pages')
      .configFiles({ url })
      .find((file) => file.path === path)?.text ?? '';
  expect(textOf('_headers').match(/^\//gm)?.length).toBeLessThanOrEqual(100);
  expect(textOf('_redirects').match(/^\//gm)?.length).toBeLessThanOrEqual(100);
});
