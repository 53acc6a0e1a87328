import { describe, expect, test } from 'vitest';
import { parseConfig } from '../../src/config.ts';
import { hostPresets } from '../../src/host/host-preset-of.ts';
import { serve } from '../../src/host/serve.ts';
import { type BuildOptions, checkAsked, createOptions } from '../../src/options.ts';

const url = 'https://npm.acme.example/';
const asked: BuildOptions = { repo: '.', out: 'public', cacheDir: '.cache', env: {} };
const config = parseConfig(Buffer.from(JSON.stringify({ url, host: 'nginx' })));

const refusal = (code: string, path?: string): unknown => expect.objectContaining({ code, path });

test.each([
  ['url', { url: 'npm.acme.example' }, 'URL_INVALID'],
  ['host', { host: 'ngnix' }, 'HOST_UNKNOWN'],
  ["host of our own server's", { host: 'serve' }, 'HOST_UNKNOWN'],
] as const)('a wrong %s is refused without a repository', (_, wrong, code) => {
  expect(() => checkAsked({ ...asked, ...wrong })).toThrow(refusal(code));
  expect(() => createOptions({ ...asked, ...wrong }, config)).toThrow(refusal(code));
});

test.each([0, 1.5, -1, 1025, Number.NaN])('%d jobs are refused', (jobs) => {
  expect(() => createOptions({ ...asked, jobs }, config)).toThrow(refusal('OPTION_INVALID'));
});

test('what is not asked is not checked', () => {
  expect(() => checkAsked(asked)).not.toThrow();
});

test('a wrong URL of stillpack.json is refused with the path of the file', () => {
  const wrong = parseConfig(Buffer.from('{"url": "nowhere"}'));
  expect(() => createOptions(asked, wrong)).toThrow(refusal('URL_INVALID', 'stillpack.json'));
  expect(() => createOptions({ ...asked, url: 'nowhere' }, wrong)).toThrow(refusal('URL_INVALID'));
});

test('the host that is asked for goes before that of stillpack.json', () => {
  expect(createOptions(asked, config).preset.name).toBe('nginx');
  expect(createOptions({ ...asked, host: 's3' }, config)).toMatchObject({
    content: { host: 's3' },
    preset: { name: 's3' },
  });
});

describe('compressed twins', () => {
  const twins = parseConfig(Buffer.from(JSON.stringify({ url, precompressed: ['gzip', 'br'] })));
  const able = ['apache', 'caddy', 'nginx'];
  const others = hostPresets.map(({ name }) => name).filter((name) => !able.includes(name));

  test.each(able)('are part of the options for %s', (host) => {
    const { content } = createOptions({ ...asked, host }, twins);
    expect(content.precompressed).toEqual(['br', 'gzip']);
    expect(createOptions({ ...asked, host }, config).content.precompressed).toEqual([]);
  });

  test.each(others)('are refused for %s, with the hosts that can serve them', (host) => {
    expect(() => createOptions({ ...asked, host }, twins)).toThrow(
      expect.objectContaining({
        code: 'CONFIG_INVALID',
        path: 'stillpack.json',
        hint: expect.stringContaining('apache, caddy, nginx') as string,
      }),
    );
    expect(createOptions({ ...asked, host }, config).content.precompressed).toEqual([]);
  });

  test('are left out for our own server, whatever stillpack.json says of the real host', () => {
    expect(createOptions({ ...asked, host: serve }, twins).content.precompressed).toEqual([]);
  });
});
