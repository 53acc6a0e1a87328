import { expect, test } from 'vitest';
import { createFlatLayout, staticLayout } from '../../../src/host/flat-layout.ts';
import { placeFiles, placeHostFiles } from '../../../src/write/place-files.ts';
import { document, documentsOfPackage, someDate } from '../../support/output-files.ts';

test('a document goes to each of its places with the same bytes', () => {
  const [packument] = documentsOfPackage('@acme/ui').filter(({ kind }) => kind === 'packument');
  const { files, problems } = placeFiles(staticLayout, packument === undefined ? [] : [packument]);
  expect(problems).toEqual([]);
  expect(files.map(({ path }) => path)).toEqual(['@acme/ui', '@acme%2fui', '@acme%2Fui']);
  expect(new Set(files.map(({ digest }) => digest)).size).toBe(1);
});

test('of two documents whose places fold together the later is left out, unless they are equal', () => {
  const tag = (label: string, text: string): ReturnType<typeof document> =>
    document({ url: `/foo/${label}`, kind: 'version', owner: 'foo', text });
  const documents = [tag('Beta', 'one'), tag('beta', 'two'), tag('BETA', 'one')];
  const { files, problems } = placeFiles(createFlatLayout(), documents);
  expect(files.map(({ path }) => path)).toEqual(['-/v/foo/Beta', '-/v/foo/BETA']);
  expect(problems).toMatchObject([{ code: 'OUTPUT_CLASH', path: 'packages/foo' }]);
});

test('a document without a path is a problem, not a file', () => {
  const documents = [document({ url: '/-/org/../../etc', kind: 'registry' })];
  const { files, problems } = placeFiles(staticLayout, documents);
  expect(files).toEqual([]);
  expect(problems).toMatchObject([{ code: 'OUTPUT_CLASH' }]);
});

test('a host’s file has the date it is given, and a digest of its text', () => {
  const [first, second] = placeHostFiles(
    [
      { path: '.nojekyll', text: '' },
      { path: '_headers', text: '/ä\n' },
    ],
    someDate,
  );
  expect(first).toMatchObject({ path: '.nojekyll', kind: 'config', size: 0, date: someDate });
  expect(second).toMatchObject({ size: 4 });
  expect(second?.digest).not.toBe(first?.digest);
});
