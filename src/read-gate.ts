// Keeps the tarballs that are in memory few, however many packages are worked on.
import type { TarballBytes } from './source/snapshot.ts';

export interface ReadGate {
  /** Reads when there is room, and makes room again when `use` has ended. */
  pass<Result>(
    read: () => Promise<TarballBytes>,
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
  const waiting: (() => void)[] = [];
  let bytes = 0;
  let reads = 0;

  const letIn = (): void => {
    while (waiting.length > 0 && reads < maxReads && bytes < maxBytes) {
      reads += 1;
      waiting.shift()?.();
    }
  };

  return {
    async pass(read, use) {
      await new Promise<void>((resolve) => {
        waiting.push(resolve);
        letIn();
      });
      let size = 0;
      const sized = async (): Promise<TarballBytes> => {
        const content = await read();
        size = content.bytes?.length ?? 0;
        bytes += size;
        return content;
      };
      const content = await sized().finally(() => {
        reads -= 1;
        letIn();
      });
      try {
        return await use(content);
      } finally {
        bytes -= size;
        letIn();
      }
    },
  };
}
