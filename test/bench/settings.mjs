// What a run of the benchmarks is asked to do: the command line, and the environment for where things lie.
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';

const usage = `usage: npm run bench -- [options]          npm run bench:large -- [options]
  --only ROW[,ROW]   these rows alone ("functions" is one of them); --list names them
  --pairs N          alternating runs of each pair (default 5; 1 for the rows of bench:large)
  --corpus FOLDER    what test/corpus/fetch-corpus.mjs made (default: STILLPACK_BENCH_CORPUS)
  --cache FOLDER     registries and programs, kept for the next run
                     (default: STILLPACK_BENCH_CACHE, else stillpack-bench in the folder for temporary files)
  --list             name the rows`;

/** Exits with status 2 when the command line makes no sense. */
export function readSettings() {
  try {
    const { values } = parseArgs({
      options: {
        only: { type: 'string' },
        pairs: { type: 'string' },
        corpus: { type: 'string', default: process.env['STILLPACK_BENCH_CORPUS'] },
        cache: { type: 'string', default: process.env['STILLPACK_BENCH_CACHE'] },
        large: { type: 'boolean', default: false },
        list: { type: 'boolean', default: false },
      },
    });
    const { only, pairs, corpus, cache, large, list } = values;
    if (pairs !== undefined && !/^[1-9]\d?$/.test(pairs)) throw new Error(`--pairs ${pairs}`);
    return {
      only: only?.split(','),
      pairs: pairs === undefined ? undefined : Number(pairs),
      corpus: corpus === undefined ? undefined : path.resolve(corpus),
      cache: path.resolve(cache ?? path.join(tmpdir(), 'stillpack-bench')),
      large,
      list,
    };
  } catch (error) {
    console.error(`${error.message}\n${usage}`);
    process.exit(2);
  }
}
