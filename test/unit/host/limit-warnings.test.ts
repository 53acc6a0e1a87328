import { expect, test } from 'vitest';
import { hostPresetOf } from '../../../src/host/host-preset-of.ts';
import { limitWarnings } from '../../../src/host/limit-warnings.ts';

const cloudflare = hostPresetOf('cloudflare-pages');
const small = { files: 100, bytes: 1e6, largestFileBytes: 1e5 };

test('far from every limit there is nothing to say', () => {
  expect(limitWarnings(small, cloudflare)).toEqual([]);
});

test('from above 80 % of a limit on there is a warning', () => {
  expect(limitWarnings({ ...small, files: 16_000 }, cloudflare)).toEqual([]);
  const [warning, ...others] = limitWarnings({ ...small, files: 16_001 }, cloudflare);
  expect(others).toEqual([]);
  expect(warning).toMatchObject({ code: 'HOST_LIMIT', severity: 'warning' });
  expect(warning?.message).toMatch(/16001 files .* cloudflare-pages, 20000/);
});

test('each limit has a warning of its own', () => {
  const huge = { files: 1e6, bytes: 1e12, largestFileBytes: 1e9 };
  expect(limitWarnings(huge, cloudflare)).toHaveLength(2);
  expect(limitWarnings(huge, hostPresetOf('gitlab-pages'))).toHaveLength(2);
  expect(limitWarnings(huge, hostPresetOf('github-pages'))).toHaveLength(1);
  expect(limitWarnings(huge, hostPresetOf('nginx'))).toEqual([]);
});
