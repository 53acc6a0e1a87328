// `npm run bench` and `npm run bench:large`: see `settings.mjs` for the options, RESULTS.md for what comes out.
import { mkdirSync } from 'node:fs';
import { describeFigure, describeTarget, isMet } from './judge.mjs';
import { machineOf, programState } from './machine.mjs';
import { createMeasure } from './measure.mjs';
import { writeReport } from './report.mjs';
import { openResults } from './results.mjs';
import { corpusRows } from './rows/corpus-rows.mjs';
import { incrementalRows } from './rows/incremental-rows.mjs';
import { largeRows } from './rows/large-rows.mjs';
import { startRows } from './rows/start-rows.mjs';
import { readSettings } from './settings.mjs';

const rows = [...corpusRows, ...incrementalRows, ...largeRows, ...startRows];

const settings = readSettings();
const isChosen = ({ id, large = false }) => settings.only?.includes(id) ?? large === settings.large;
const chosen = rows.filter(isChosen);
const withFunctions = isChosen({ id: 'functions' });
const unknown = settings.only?.filter(
  (id) => !['functions', ...rows.map((row) => row.id)].includes(id),
);

if (settings.list || unknown?.length > 0) {
  for (const { id, figure } of [...rows, { id: 'functions', figure: 'functions, with mitata' }]) {
    console.log(`${id.padEnd(18)} ${figure}`);
  }
  if (unknown?.length > 0) console.error(`no such row: ${unknown.join(', ')}`);
  process.exit(settings.list ? 0 : 2);
}

const { cache, corpus } = settings;
mkdirSync(cache, { recursive: true });
const commit = programState();
const { results, save } = openResults(cache);
const cleanups = [];
const shared = new Map();
const bench = {
  cache,
  corpus,
  measure: createMeasure(cache),
  /** What several rows of a run need is made once. */
  once: (key, make) => {
    if (!shared.has(key)) shared.set(key, make());
    return shared.get(key);
  },
  atEnd: (cleanup) => cleanups.push(cleanup),
};

async function resultOf(row) {
  const pairs = settings.pairs ?? (row.large ? 1 : 5);
  try {
    return await row.run({ ...bench, pairs });
  } catch (error) {
    return { error: error.message };
  }
}

try {
  for (const row of chosen) {
    const result = await resultOf(row);
    results.rows[row.id] = { ...result, commit };
    save();
    const figure = result.error ?? describeFigure(row, result);
    const verdict = isMet(row, result) ? 'met' : 'NOT met';
    console.log(`${row.id}: ${figure}; target ${describeTarget(row.target)}: ${verdict}`);
  }
  if (withFunctions) {
    const { measureFunctions } = await import('./functions/measure-functions.mjs');
    results.functions = { commit, functions: await measureFunctions(settings.pairs ?? 5) };
    save();
  }
  await writeReport({ rows, results, machine: machineOf(cache) });
} finally {
  for (const cleanup of cleanups) cleanup();
}
