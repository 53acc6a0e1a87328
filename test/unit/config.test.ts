import { describe, expect, test } from 'vitest';
import { parseConfig } from '../../src/config.ts';
import { StillpackError } from '../../src/errors.ts';

function refusalOf(text: string): StillpackError {
  try {
    parseConfig(text);
  } catch (error) {
    if (error instanceof StillpackError) return error;
  }
  throw new Error(`accepted ${text}`);
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
    });
  });

  test('keeps what it says, with or without a BOM', () => {
    const text = JSON.stringify({ url: 'https://npm.acme.example/', packument: { readme: true } });
    expect(parseConfig(`\uFEFF${text}`)).toMatchObject({
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

  test.each(['', '{', '[]', 'null', '"nginx"'])('that is %j is refused', (text) => {
    expect(refusalOf(text)).toMatchObject({ code: 'CONFIG_INVALID', exitCode: 2 });
  });

  test('does not take __proto__ for a key of its own', () => {
    expect(refusalOf('{"__proto__": {"host": "nginx"}}').code).toBe('CONFIG_INVALID');
  });
});
