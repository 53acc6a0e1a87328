import { expect, test } from 'vitest';
import { createReadGate, type GatedTarball } from '../../src/read-gate.ts';

const tarball = (size: number): GatedTarball => ({
  read: () => Promise.resolve({ bytes: new Uint8Array(size), isInGit: true }),
});

/** The most that is in use at a time when all tarballs want to pass at once. */
async function mostInUse(
  sizes: readonly number[],
  options: { readonly maxBytes: number; readonly maxReads: number },
): Promise<{ readonly bytes: number; readonly passed: number }> {
  const gate = createReadGate(options);
  let [inUse, bytes] = [0, 0];
  const passing = sizes.map((size) =>
    gate.pass(tarball(size), async () => {
      bytes = Math.max(bytes, (inUse += size));
      for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
      inUse -= size;
    }),
  );
  await Promise.all(passing);
  return { bytes, passed: passing.length };
}

test('what is in use has no more bytes than the limit and one tarball for each read', async () => {
  const sizes = Array.from({ length: 50 }, () => 10);
  const { bytes } = await mostInUse(sizes, { maxBytes: 40, maxReads: 2 });
  expect(bytes).toBeGreaterThanOrEqual(40);
  expect(bytes).toBeLessThanOrEqual(60);
});

test('a tarball above the limit passes, alone where one is read at a time', async () => {
  const limits = { maxBytes: 40, maxReads: 1 };
  expect(await mostInUse([100, 100, 100], limits)).toEqual({ bytes: 100, passed: 3 });
});

test('of tarballs whose size is known before only one above the limit is read at a time', async () => {
  const gate = createReadGate({ maxBytes: 40, maxReads: 4 });
  let [reading, most] = [0, 0];
  const read: GatedTarball['read'] = async () => {
    most = Math.max(most, (reading += 1));
    await Promise.resolve();
    return { bytes: new Uint8Array(100), isInGit: true };
  };
  const use = (): Promise<void> => {
    reading -= 1;
    return Promise.resolve();
  };
  await Promise.all([1, 2, 3, 4, 5, 6].map(() => gate.pass({ read, size: 100 }, use)));
  expect(most).toBe(1);
});

test('a read, or a use, that fails makes room again', async () => {
  const gate = createReadGate({ maxBytes: 1, maxReads: 1 });
  const failing = (): Promise<never> => Promise.reject(new Error('failed'));
  await expect(gate.pass({ read: failing, size: 5 }, () => Promise.resolve(1))).rejects.toThrow(
    'failed',
  );
  await expect(gate.pass(tarball(5), failing)).rejects.toThrow('failed');
  expect(await gate.pass(tarball(5), () => Promise.resolve(2))).toBe(2);
});
