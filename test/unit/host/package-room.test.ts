import { describe, expect, it } from 'vitest';
import { packageRoomOf } from '../../../src/host/package-room.ts';

const input = {
  packages: 100,
  total: { files: 1020, bytes: 5_001_000 },
  fixed: { files: 20, bytes: 1000 },
};

describe('the room that packages take', () => {
  it('says what a package costs, and how many the host takes', () => {
    expect(packageRoomOf({ ...input, limits: { files: 20_000 } })).toEqual({
      filesPerPackage: 10,
      packagesThatFit: 1998,
    });
  });

  it('goes by the nearest limit', () => {
    const limits = { files: 20_000, siteBytes: 10_001_000 };
    expect(packageRoomOf({ ...input, limits })?.packagesThatFit).toBe(200);
  });

  it('does not count what every registry has for its packages', () => {
    const small = { ...input, packages: 1, total: { files: 30, bytes: 2000 } };
    expect(packageRoomOf({ ...small, limits: { files: 120 } })?.packagesThatFit).toBe(10);
  });

  it('knows no number where nothing limits it, and nothing where there is no package yet', () => {
    expect(packageRoomOf({ ...input, limits: {} })?.packagesThatFit).toBeUndefined();
    expect(packageRoomOf({ ...input, packages: 0, limits: { files: 10 } })).toBeUndefined();
  });

  it('says 0 where not even one fits', () => {
    expect(packageRoomOf({ ...input, limits: { files: 10 } })?.packagesThatFit).toBe(0);
  });
});
