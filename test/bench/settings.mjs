// What a run of the benchmarks is asked to do: the command line, and the environment for where things lie.
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { functionsId } from './rows/all-rows.mjs';

const usage = `usage: npm run bench -- [options]          npm run bench:large -- [options]
  --only ROW[,ROW]   these rows alone, of either command
  --pairs N          alternating runs of each pair (default 5; 1 for the rows of bench:large)
  --corpus FOLDER    what test/corpus/fetch-corpus.mjs made (default: STILLPACK_BENCH_CORPUS)
  --cache FOLDER     registries, programs and results, kept for the next run; one run at a time
                     (default: STILLPACK_BENCH_CACHE, else stillpack-bench in the folder for temporary files)
  --help             these options, and the rows`;

/** Prints the usage and ends the process when it is asked for (status 0) or the command line makes no sense (2). */
export function readSettings(rows) {
  try {
    const { only, pairs, corpus, cache, large, help } = parsed();
    if (help) exitWithUsage(rows, 0);
    if (pairs !== undefined && !/^[1-9]\d?$/.test(pairs)) throw new Error(`--pairs ${pairs}`);
    const ids = [functionsId, ...rows.map(({ id }) => id)];
    const chosen = only?.split(',');
    const unknown = chosen?.find((id) => !ids.includes(id));
    if (unknown !== undefined) throw new Error(`--only ${unknown}: no such row`);
    return {
      pairs: pairs === undefined ? undefined : Number(pairs),
      corpus: corpus === undefined ? undefined : path.resolve(corpus),
      cache: path.resolve(cache ?? path.join(tmpdir(), 'stillpack-bench')),
      isChosen: (row) => chosen?.includes(row.id) ?? (row.large ?? false) === large,
    };
  } catch (error) {
    console.error(error.message);
    return exitWithUsage(rows, 2);
  }
}

function parsed() {
  const { values } = parseArgs({
    options: {
      only: { type: 'string' },
      pairs: { type: 'string' },
      corpus: { type: 'string', default: process.env['STILLPACK_BENCH_CORPUS'] },
      cache: { type: 'string', default: process.env['STILLPACK_BENCH_CACHE'] },
      large: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  return values;
}

function exitWithUsage(rows, status) {
  const lines = rows.map(({ id, figure }) => `  ${id.padEnd(18)} ${figure}`);
  const list = [usage, ...lines, `  ${functionsId.padEnd(18)} functions, with mitata`].join('\n');
  console[status === 0 ? 'log' : 'error'](list);
  process.exit(status);
}
