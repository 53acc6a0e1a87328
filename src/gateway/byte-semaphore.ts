/** Room for so many bytes at once, given in the order in which it is asked for. */
export interface ByteSemaphore {
  /** Runs `work` when there is room for `bytes`, or nobody else is inside. */
  hold<Result>(bytes: number, work: () => Promise<Result>): Promise<Result>;
}

export function createByteSemaphore(capacity: number): ByteSemaphore {
  const waiting: { readonly bytes: number; readonly enter: () => void }[] = [];
  let used = 0;

  const letIn = (): void => {
    for (let next = waiting[0]; next !== undefined; next = waiting[0]) {
      if (used > 0 && used + next.bytes > capacity) return;
      waiting.shift();
      used += next.bytes;
      next.enter();
    }
  };

  return {
    async hold(bytes, work) {
      await new Promise<void>((enter) => {
        waiting.push({ bytes, enter });
        letIn();
      });
      try {
        return await work();
      } finally {
        used -= bytes;
        letIn();
      }
    },
  };
}
