// Keeps the tarballs that are in memory few, however many packages are worked on.
import type { TarballBytes } from './source/snapshot.ts';

export interface GatedTarball {
  readonly read: () => Promise<TarballBytes>;
  /** How many bytes that will have in memory. @default nobody knows */
  readonly size?: number | undefined;
}

export interface ReadGate {
  /** Reads when there is room, and makes room again when `use` has ended. */
  pass<Result>(
    tarball: GatedTarball,
    use: (content: TarballBytes) => Promise<Result>,
  ): Promise<Result>;
}

export interface ReadGateOptions {
  /** In use, from which on no other is read; a single tarball may have more. */
  readonly maxBytes: number;
  /** Read at the same time, of sizes that nobody knows yet. */
  readonly maxReads: number;
}

export function createReadGate({ maxBytes, maxReads }: ReadGateOptions): ReadGate {
  const waiting: { readonly size: number; readonly enter: () => void }[] = [];
  let bytes = 0;
  let reads = 0;

  const letIn = (): void => {
    while (waiting.length > 0 && reads < maxReads && bytes < maxBytes) {
      const next = waiting.shift();
      reads += 1;
      bytes += next?.size ?? 0;
      next?.enter();
    }
  };

  return {
    async pass({ read, size = 0 }, use) {
      await new Promise<void>((resolve) => {
        waiting.push({ size, enter: resolve });
        letIn();
      });
      let held = size;
      const hold = (now: number): void => {
        bytes += now - held;
        held = now;
      };
      try {
        const content = await read().finally(() => (reads -= 1));
        hold(content.bytes?.length ?? 0);
        letIn();
        return await use(content);
      } finally {
        hold(0);
        letIn();
      }
    },
  };
}
