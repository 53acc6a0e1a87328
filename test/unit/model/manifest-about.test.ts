import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/json.ts';
import { manifestOf } from '../../../src/model/manifest.ts';
import { tarballWith } from '../../support/model.ts';

function about(manifest: JsonObject, readme?: string): JsonObject {
  return manifestOf(tarballWith({ manifest, ...(readme === undefined ? {} : { readme }) }));
}

describe('what a manifest says about its package', () => {
  it('has a repository as an object, and derives issue and home pages from it', () => {
    expect(about({ repository: 'acme/ui' })).toMatchObject({
      repository: { type: 'git', url: 'git+https://github.com/acme/ui.git' },
      bugs: { url: 'https://github.com/acme/ui/issues' },
      homepage: 'https://github.com/acme/ui#readme',
    });
  });

  it('derives nothing from a repository on an unknown forge', () => {
    const repository = { type: 'git', url: 'https://git.acme.example/ui.git', directory: 'ui' };
    expect(about({ repository })).toEqual({ name: 'pkg', version: '1.0.0', repository });
  });

  it.each([5, '', null, { url: 5 }, { url: null }, [], ['a/b']])(
    'drops the repository %j and keeps the homepage',
    (repository) => {
      const manifest = about({ repository, homepage: 'https://acme.example/' });
      expect(manifest).not.toHaveProperty('repository');
      expect(manifest).toHaveProperty('homepage', 'https://acme.example/');
    },
  );

  it('has people as objects', () => {
    expect(
      about({
        author: 'Mira M. <mira@acme.example> (https://acme.example)',
        contributors: ['Jo', { name: 'Al' }, 5, null],
      }),
    ).toMatchObject({
      author: { name: 'Mira M.', email: 'mira@acme.example', url: 'https://acme.example' },
      contributors: [{ name: 'Jo' }, { name: 'Al' }],
    });
  });

  it.each([5, true, ['Jo'], { name: { toString: 1 } }])('drops the author %j', (author) => {
    expect(about({ author, license: 'MIT' })).toEqual({
      name: 'pkg',
      version: '1.0.0',
      license: 'MIT',
    });
  });

  it('has keywords as a list of texts', () => {
    expect(about({ keywords: 'a, b' })['keywords']).toEqual(['a', 'b']);
    expect(about({ keywords: ['a', 5, ''] })['keywords']).toEqual(['a']);
    expect(about({ keywords: { a: 1 } })).not.toHaveProperty('keywords');
  });

  it("takes the README's first paragraph where a description is missing", () => {
    const readme = '# pkg\n\nDoes things\nwell.\n\nMore.';
    expect(about({}, readme)['description']).toBe('Does things well.');
    expect(about({ description: '' }, readme)['description']).toBe('Does things well.');
    expect(about({ description: 5 }, readme)['description']).toBe('Does things well.');
    expect(about({ description: 'Mine' }, readme)['description']).toBe('Mine');
    expect(about({})).not.toHaveProperty('description');
  });

  it('cuts a paragraph that every version would repeat, never inside a character', () => {
    const description = about({}, `${'x'.repeat(254)}\u{1F600}${'y'.repeat(9999)}`)['description'];
    expect(description).toBe('x'.repeat(254));
  });
});
