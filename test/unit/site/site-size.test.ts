import { describe, expect, it } from 'vitest';
import { siteSizeOf } from '../../../src/site/site-size.ts';

const input = {
  packages: 100,
  total: { files: 1020, bytes: 5_001_000 },
  fixed: { files: 20, bytes: 1000 },
  siteFiles: 512,
};

describe('siteSizeOf', () => {
  it('says what a package costs, and how many the host takes', () => {
    expect(siteSizeOf({ ...input, limits: { files: 20_000 } })).toEqual({
      filesPerPackage: 6,
      packagesThatFit: 1998,
    });
  });

  it('goes by the nearest limit', () => {
    const { packagesThatFit } = siteSizeOf({
      ...input,
      limits: { files: 20_000, siteBytes: 10_001_000 },
    });
    expect(packagesThatFit).toBe(200);
  });

  it('does not count what every registry has for its packages', () => {
    const small = { ...input, packages: 1, total: { files: 30, bytes: 2000 }, siteFiles: 26 };
    expect(siteSizeOf({ ...small, limits: { files: 120 } }).packagesThatFit).toBe(10);
  });

  it('knows no number where nothing limits it, or there is no package yet', () => {
    expect(siteSizeOf({ ...input, limits: {} }).packagesThatFit).toBeUndefined();
    expect(siteSizeOf({ ...input, packages: 0, limits: { files: 10 } })).toEqual({
      filesPerPackage: 0,
      packagesThatFit: undefined,
    });
  });

  it('says 0 where not even one fits', () => {
    expect(siteSizeOf({ ...input, limits: { files: 10 } }).packagesThatFit).toBe(0);
  });
});
