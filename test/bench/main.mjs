// `npm run bench` and `npm run bench:large`: see `settings.mjs` for the options, RESULTS.md for what comes out.
import { mkdirSync } from 'node:fs';
import { describeFigure, describeTarget, isMet } from './judge.mjs';
import { machineOf, programState } from './machine.mjs';
import { createMeasure } from './measure.mjs';
import { writeReport } from './report.mjs';
import { keepResult, readResults } from './results.mjs';
import { allRows, functionsId } from './rows/all-rows.mjs';
import { readSettings } from './settings.mjs';

const settings = readSettings(allRows);
const { cache, corpus } = settings;
mkdirSync(cache, { recursive: true });

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

/** Of one row; a row that fails does not stop the others. */
async function resultOf(row) {
  const pairs = settings.pairs ?? (row.large ? 1 : 5);
  try {
    return await row.run({ ...bench, pairs });
  } catch (error) {
    return { error: error.message };
  }
}

async function functionResults() {
  try {
    // Loaded here: what they import changes more often than the command line does.
    const { measureFunctions } = await import('./functions/measure-functions.mjs');
    return { functions: await measureFunctions(settings.pairs ?? 5) };
  } catch (error) {
    console.error(error);
    return { error: error.message };
  }
}

function printResult(row, result) {
  const figure = result.error ?? describeFigure(row, result);
  const verdict = isMet(row, result) ? '' : ': NOT met';
  console.log(`${row.id}: ${figure}; target ${describeTarget(row.target)}${verdict}`);
}

const commit = programState();
try {
  for (const row of allRows.filter(settings.isChosen)) {
    const result = await resultOf(row);
    keepResult(cache, row.id, { ...result, commit });
    printResult(row, result);
  }
  if (settings.isChosen({ id: functionsId })) {
    keepResult(cache, functionsId, { ...(await functionResults()), commit });
  }
  await writeReport({ rows: allRows, results: readResults(cache), machine: machineOf(cache) });
} finally {
  for (const cleanup of cleanups) cleanup();
}
