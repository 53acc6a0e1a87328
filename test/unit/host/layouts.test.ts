import { describe, expect, test } from 'vitest';
import { directoryLayout } from '../../../src/host/directory-layout.ts';
import { createFlatLayout, staticLayout } from '../../../src/host/flat-layout.ts';
import type { Layout } from '../../../src/host/host-preset.ts';
import { objectLayout } from '../../../src/host/object-layout.ts';
import { packageName, version } from '../../support/model.ts';
import { document, documentsOfPackage } from '../../support/output-files.ts';

function pathsIn(layout: Layout, name: string): Record<string, readonly string[]> {
  const files = documentsOfPackage(name, { tags: ['next'] });
  return Object.fromEntries(
    files.map((file) => [`${file.kind} ${file.url}`, layout.pathsOf(file)]),
  );
}

describe('flat', () => {
  test('puts tarballs and versions below -/, and keeps conventional tarball URLs', () => {
    expect(pathsIn(createFlatLayout(), 'foo')).toEqual({
      'tarball /foo/-/foo-1.0.0.tgz': ['-/t/foo/foo-1.0.0.tgz'],
      'version /foo/1.0.0': ['-/v/foo/1.0.0'],
      'version /foo/next': ['-/v/foo/next'],
      'packument /foo': ['foo'],
      'abbreviated /foo': [],
      'registry /-/package/foo/dist-tags': ['-/package/foo/dist-tags'],
    });
    const url = createFlatLayout().tarballUrl(packageName('@acme/ui'), version('2.0.0'));
    expect(url).toBe('@acme/ui/-/ui-2.0.0.tgz');
  });

  test('has a place for abbreviated packuments only where the host negotiates', () => {
    const paths = pathsIn(createFlatLayout({ abbreviated: true }), '@acme/ui');
    expect(paths['abbreviated /@acme/ui']).toEqual(['-/a/@acme/ui']);
  });

  test('with twins keeps conventional tarball URLs', () => {
    const layout = createFlatLayout({ twins: true });
    expect(pathsIn(layout, '@acme/ui')).toMatchObject({
      'packument /@acme/ui': ['@acme/ui', '@acme%2fui', '@acme%2Fui'],
      'tarball /@acme/ui/-/ui-1.0.0.tgz': ['-/t/@acme/ui/ui-1.0.0.tgz'],
    });
    const url = layout.tarballUrl(packageName('foo'), version('1.0.0'));
    expect(url).toBe('foo/-/foo-1.0.0.tgz');
  });
});

test('static has twins of everything that is asked for by a scoped name, and tarballs where they lie', () => {
  expect(pathsIn(staticLayout, '@acme/ui')).toMatchObject({
    'packument /@acme/ui': ['@acme/ui', '@acme%2fui', '@acme%2Fui'],
    'registry /-/package/@acme/ui/dist-tags': [
      '-/package/@acme/ui/dist-tags',
      '-/package/@acme%2fui/dist-tags',
      '-/package/@acme%2Fui/dist-tags',
    ],
  });
  expect(pathsIn(staticLayout, 'foo')['packument /foo']).toEqual(['foo']);
  const url = staticLayout.tarballUrl(packageName('@acme/ui'), version('2.0.0'));
  expect(url).toBe('-/t/@acme/ui/ui-2.0.0.tgz');
});

test.each([staticLayout, directoryLayout])(
  '$name has twins of the attestations of a scoped package, which pnpm asks for as %2F',
  (layout) => {
    const at = (name: string): readonly string[] => {
      const url = `/-/npm/v1/attestations/${name}@1.0.0`;
      return layout.pathsOf(document({ url, kind: 'registry', owner: packageName(name) }));
    };
    expect(at('@acme/ui')).toEqual([
      '-/npm/v1/attestations/@acme/ui@1.0.0',
      '-/npm/v1/attestations/@acme%2fui@1.0.0',
      '-/npm/v1/attestations/@acme%2Fui@1.0.0',
    ]);
    expect(at('npm')).toEqual(['-/npm/v1/attestations/npm@1.0.0']);
  },
);

test('directory has packuments as foo.html and foo/index.html, all else at its URL', () => {
  expect(pathsIn(directoryLayout, 'foo')).toEqual({
    'tarball /foo/-/foo-1.0.0.tgz': ['foo/-/foo-1.0.0.tgz'],
    'version /foo/1.0.0': ['foo/1.0.0'],
    'version /foo/next': ['foo/next'],
    'packument /foo': ['foo.html', 'foo/index.html'],
    'abbreviated /foo': [],
    'registry /-/package/foo/dist-tags': ['-/package/foo/dist-tags'],
  });
  expect(pathsIn(directoryLayout, '@acme/ui')['packument /@acme/ui']).toEqual([
    '@acme/ui.html',
    '@acme%2fui.html',
    '@acme%2Fui.html',
    '@acme/ui/index.html',
  ]);
});

test('object has a tree for each kind, below which a path is a logical URL', () => {
  expect(pathsIn(objectLayout, '@acme/ui')).toEqual({
    'tarball /@acme/ui/-/ui-1.0.0.tgz': ['tarballs/@acme/ui/-/ui-1.0.0.tgz'],
    'version /@acme/ui/1.0.0': ['versions/@acme/ui/1.0.0'],
    'version /@acme/ui/next': ['versions/@acme/ui/next'],
    'packument /@acme/ui': ['packuments/@acme/ui'],
    'abbreviated /@acme/ui': [],
    'registry /-/package/@acme/ui/dist-tags': ['registry/-/package/@acme/ui/dist-tags'],
  });
});

test.each([
  [createFlatLayout(), ''],
  [staticLayout, ''],
  [directoryLayout, ''],
  [objectLayout, 'pages/'],
])('a page is where a browser looks for it, a folder’s index included', (layout, prefix) => {
  const at = (url: string): readonly string[] => layout.pathsOf(document({ url, kind: 'page' }));
  expect(at('/')).toEqual([`${prefix}index.html`]);
  expect(at('/package/foo/')).toEqual([`${prefix}package/foo/index.html`]);
  expect(at('/style.css')).toEqual([`${prefix}style.css`]);
});
