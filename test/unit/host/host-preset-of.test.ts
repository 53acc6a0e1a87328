import { expect, test } from 'vitest';
import { StillpackError } from '../../../src/errors.ts';
import { hostPresetOf, hostPresets } from '../../../src/host/host-preset-of.ts';

test('the presets are those of the README, sorted by name', () => {
  const names = hostPresets.map(({ name }) => name);
  expect(names).toEqual(
    'apache azure caddy cloudflare-pages firebase github-pages gitlab-pages netlify nginx s3 static vercel'.split(
      ' ',
    ),
  );
});

test('a preset is found by its name', () => {
  for (const { name } of hostPresets) {
    expect(hostPresetOf(name).name).toBe(name);
  }
});

test("HOST_UNKNOWN for our own server's, which is not for users", () => {
  expect(() => hostPresetOf('serve')).toThrow(expect.objectContaining({ code: 'HOST_UNKNOWN' }));
});

test.each([
  ['cloudflare', 'cloudflare-pages'],
  ['ngnix', 'nginx'],
  ['GitHub-Pages', 'github-pages'],
  ['s3 ', 's3'],
])('HOST_UNKNOWN for %j names the nearest, %s, and all', (name, nearest) => {
  let error: unknown;
  try {
    hostPresetOf(name);
  } catch (thrown) {
    error = thrown;
  }
  expect(error).toBeInstanceOf(StillpackError);
  expect(error).toMatchObject({ code: 'HOST_UNKNOWN', exitCode: 2 });
  expect(error).toHaveProperty('hint', expect.stringContaining(nearest));
  expect(error).toHaveProperty('message', expect.stringContaining('static, vercel'));
});
