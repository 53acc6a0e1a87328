import { describe, expect, it } from 'vitest';
import { checkNamesPlace, parseListen, urlOf } from '../../../src/gateway/listen-address.ts';

const refusal = expect.objectContaining({ code: 'OPTION_INVALID' }) as Error;

describe('--listen', () => {
  it.each([
    ['127.0.0.1:4873', '127.0.0.1', 4873, 'http://127.0.0.1:4873/'],
    ['[::1]:4873', '::1', 4873, 'http://[::1]:4873/'],
    ['npm.acme.example:80', 'npm.acme.example', 80, 'http://npm.acme.example:80/'],
    [':4873', '127.0.0.1', 4873, 'http://127.0.0.1:4873/'],
    ['4873', '127.0.0.1', 4873, 'http://127.0.0.1:4873/'],
    ['127.0.0.1:0', '127.0.0.1', 0, 'http://127.0.0.1:0/'],
    ['65535', '127.0.0.1', 65_535, 'http://127.0.0.1:65535/'],
  ])('%s', (text, host, port, url) => {
    const address = parseListen(text);
    expect(address).toEqual({ host, port });
    expect(urlOf(address)).toBe(url);
  });

  it.each(['', '127.0.0.1', '::1:4873', '65536', '-1', '1.5', 'a b:1', 'http://127.0.0.1:4873/'])(
    '"%s" is no address and port',
    (text) => {
      expect(() => parseListen(text)).toThrow(refusal);
    },
  );
});

describe('without --url', () => {
  it.each(['0.0.0.0:4873', '[::]:4873', '[0::0]:1', '[::ffff:0.0.0.0]:1', '0:4873', '0.0:4873'])(
    '%s says of no place where clients find it',
    (text) => {
      expect(() => checkNamesPlace(parseListen(text))).toThrow(refusal);
    },
  );

  it.each(['4873', '[::1]:1', '192.0.2.7:80', 'localhost:80'])('%s does', (text) => {
    expect(() => checkNamesPlace(parseListen(text))).not.toThrow();
  });
});
