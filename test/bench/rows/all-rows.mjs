// The rows of RESULTS.md, in its order.
import { corpusRows } from './corpus-rows.mjs';
import { incrementalRows } from './incremental-rows.mjs';
import { largeRows } from './large-rows.mjs';
import { siteMemoryRows } from './site-memory-rows.mjs';
import { sitePublishRows } from './site-publish-rows.mjs';
import { siteRows } from './site-rows.mjs';
import { startRows } from './start-rows.mjs';
import { writeRows } from './write-rows.mjs';

/**
 * `{ id, figure, target: { metric, most }, large, run }`. `run` gets what main.mjs calls `bench` and gives what the
 * row's metric is found in; a target without `most` says only what is measured.
 */
export const allRows = [
  ...corpusRows,
  ...writeRows,
  ...incrementalRows,
  ...largeRows,
  ...siteRows,
  ...sitePublishRows,
  ...siteMemoryRows,
  ...startRows,
];

/** The table of functions, by which it can be chosen as if it were a row. */
export const functionsId = 'functions';
