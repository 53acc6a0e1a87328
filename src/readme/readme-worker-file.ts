/** The module that a thread loads: one file, which starts sooner than its hundred sources. */
export const readmeWorkerFile: string = new URL(
  import.meta.url.endsWith('.ts')
    ? '../../dist/bundle/readme-worker.js'
    : '../../bundle/readme-worker.js',
  import.meta.url,
).href;
