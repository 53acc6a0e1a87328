// What every page runs: little by itself, and the rest is loaded when a page has a use for it.

interface Part {
  /** Whether this page has a use for it. */
  readonly isWanted: () => boolean;
  readonly load: () => Promise<{ readonly start: () => void | Promise<void> }>;
}

/** Each is a chunk of its own. */
const parts: readonly Part[] = [];

await Promise.all(
  parts
    .filter(({ isWanted }) => isWanted())
    .map(async ({ load }) => {
      const { start } = await load();
      await start();
    }),
);
