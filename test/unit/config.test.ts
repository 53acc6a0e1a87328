import { describe, expect, test } from 'vitest';
import { parseConfig } from '../../src/config.ts';
import { StillpackError } from '../../src/errors.ts';
import type { FileBytes } from '../../src/source/snapshot.ts';

function refusalOf(what: string): StillpackError {
  return refusalOfFile(Buffer.from(what), what);
}

function refusalOfFile(file: FileBytes, what: string): StillpackError {
  try {
    parseConfig(file);
  } catch (error) {
    if (error instanceof StillpackError) return error;
  }
  throw new Error(`accepted ${what}`);
}

describe('stillpack.json', () => {
  test('may be absent: every key has a default, but the URL', () => {
    expect(parseConfig(undefined)).toEqual({
      stillpack: undefined,
      url: undefined,
      host: 'static',
      protected: false,
      versionDocuments: 'all',
      packument: { readme: false },
      pointers: 'copy',
      precompressed: [],
      gateway: { admins: [], signUp: false, newPackages: 'users', newScopes: 'admins' },
      review: {
        levels: {},
        scopes: undefined,
        upstream: false,
        automerge: {
          enabled: false,
          newNameHours: 72,
          newVersionMinutes: 10,
          blockingLabels: ['hold'],
        },
      },
      site: {
        path: '/',
        title: undefined,
        logo: undefined,
        accent: undefined,
        private: false,
        versions: 'tagged',
        images: 'ask',
      },
    });
  });

  test('gives checks of a review another weight, by ids that there are', () => {
    const { review } = parseConfig(Buffer.from('{"review": {"levels": {"secret": "person"}}}'));
    expect(review.levels).toEqual({ secret: 'person' });
    const { message, hint } = refusalOf('{"review": {"levels": {"secrets": "person"}}}');
    expect(message).toContain('"review.levels.secrets"');
    expect(hint).toContain('"secret"');
  });

  test('keeps what it says, with or without a BOM', () => {
    const text = JSON.stringify({ url: 'https://npm.acme.example/', packument: { readme: true } });
    expect(parseConfig(Buffer.from(`\uFEFF${text}`))).toMatchObject({
      url: 'https://npm.acme.example/',
      packument: { readme: true },
    });
  });

  test('with an unknown key is refused, naming the nearest one', () => {
    const { code, message, hint } = refusalOf('{"hots": "nginx"}');
    expect(code).toBe('CONFIG_INVALID');
    expect(message).toContain('"hots"');
    expect(hint).toContain('"host"');
  });

  test('with a wrong value is refused, naming the key and what was expected', () => {
    const { message } = refusalOf('{"packument": {"readme": "yes"}}');
    expect(message).toContain('"packument.readme"');
    expect(message).toContain('boolean');
  });

  test('with an unknown choice is refused, naming the choices', () => {
    expect(refusalOf('{"versionDocuments": "some"}').message).toContain('"tagged"');
  });

  test('names the encodings of compressed twins, each once; their order means nothing', () => {
    const of = (text: string): unknown =>
      parseConfig(Buffer.from(`{"precompressed": ${text}}`)).precompressed;
    expect(of('["gzip", "br"]')).toEqual(['br', 'gzip']);
    expect(of('["br", "gzip"]')).toEqual(['br', 'gzip']);
    expect(of('["gzip"]')).toEqual(['gzip']);
    expect(refusalOf('{"precompressed": ["zip"]}').hint).toContain('"gzip"');
    for (const wrong of ['["gzip", "gzip"]', '"gzip"', 'true']) {
      expect(refusalOf(`{"precompressed": ${wrong}}`).code).toBe('CONFIG_INVALID');
    }
  });

  test('with an unknown host is refused, naming the nearest one', () => {
    expect(refusalOf('{"host": "ngnix"}').hint).toContain('"nginx"');
  });

  test("does not take our own server's preset for a host", () => {
    expect(refusalOf('{"host": "serve"}').code).toBe('CONFIG_INVALID');
  });

  test('that is not JSON is refused with the words of the parser, and a hint of our own', () => {
    const text = '{"url": nowhere}';
    const { message, hint, path } = refusalOf(text);
    expect(path).toBe('stillpack.json');
    expect(() => void JSON.parse(text)).toThrow(/Unexpected token/);
    expect(message).toContain('Unexpected token');
    expect(hint).not.toContain('Unexpected token');
  });

  test('cannot write to the terminal by what is wrong in it', () => {
    expect(refusalOf('{"\\u001b[2J": 1}').message).not.toMatch(/\p{Cc}/u);
    expect(refusalOf('{\u001b}').message).not.toMatch(/\p{Cc}/u);
  });

  test('that says a thing twice is refused', () => {
    const { code, message } = refusalOf('{"protected": true, "protected": false}');
    expect([code, message]).toEqual(['CONFIG_INVALID', expect.stringContaining('"protected"')]);
  });

  test('that is not UTF-8 is refused: nothing of it is replaced', () => {
    const bytes = Buffer.from('{"url": "https://npm.acme.example/\xff/"}', 'latin1');
    expect(refusalOfFile(bytes, 'Latin-1').code).toBe('CONFIG_INVALID');
  });

  test.each(['too-large', 'not-a-blob'] as const)('that is %s is refused', (file) => {
    expect(refusalOfFile(file, file)).toMatchObject({
      code: 'CONFIG_INVALID',
      path: 'stillpack.json',
    });
  });

  test.each(['', '{', '[]', 'null', '"nginx"'])('that is %j is refused', (text) => {
    expect(refusalOf(text)).toMatchObject({ code: 'CONFIG_INVALID', exitCode: 2 });
  });

  test('does not take __proto__ for a key of its own', () => {
    expect(refusalOf('{"__proto__": {"host": "nginx"}}').code).toBe('CONFIG_INVALID');
  });
});
