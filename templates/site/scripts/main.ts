// What every page runs: little by itself, and the rest is loaded when a page has a use for it.

interface Part {
  /** Whether this page has a use for it. */
  readonly isWanted: () => boolean;
  readonly load: () => Promise<{ readonly start: () => void | Promise<void> }>;
}

/** Each is a chunk of its own. */
const parts: readonly Part[] = [
  {
    isWanted: () => document.querySelector('main[data-package]') !== null,
    load: () => import('./package/start.ts'),
  },
  {
    isWanted: () => document.querySelector('main[data-not-found]') !== null,
    load: () => import('./package/shell/not-found.ts'),
  },
];

// Draws a package's page, for which the parts below are.
if (document.querySelector('main[data-any-version]') !== null) {
  const { drawAnyVersion } = await import('./package/shell/any-version.ts');
  await drawAnyVersion();
}

await Promise.all(
  parts
    .filter(({ isWanted }) => isWanted())
    .map(async ({ load }) => {
      const { start } = await load();
      await start();
    }),
);
