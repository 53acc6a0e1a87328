// What a user waits for before anything is done.
import { compareRuns } from '../compare-runs.mjs';
import { createBuilds, stillpack } from '../program.mjs';
import { keptRepository } from '../registry/kept-repository.mjs';
import { registryConfig } from '../registry/synthetic.mjs';

const nothing = [process.execPath, '-e', '0'];
/** Each run takes a tenth of a second: more of them cost nothing and say more. */
const morePairs = 4;

export const startRows = [
  {
    id: 'help',
    figure: '`stillpack --help` against `node -e 0`',
    target: { metric: 'cpu', most: 3 },
    run: ({ measure, pairs }) =>
      compareRuns({
        pairs: pairs * morePairs,
        subject: () => measure([...stillpack, '--help']),
        floor: () => measure(nothing),
      }),
  },
  {
    id: 'empty-build',
    figure: '`stillpack build` of an empty registry against `node -e 0`',
    target: { metric: 'cpu', most: 5 },
    run: async (bench) => {
      const repo = await keptRepository({
        cache: bench.cache,
        name: 'empty',
        workTree: true,
        commits: () => [
          {
            seconds: 1_600_000_000,
            message: 'Nothing',
            files: [['stillpack.json', registryConfig]],
          },
        ],
      });
      const { cold, forget } = createBuilds(bench, { repo, name: 'empty' });
      bench.atEnd(forget);
      return compareRuns({
        pairs: bench.pairs * morePairs,
        subject: () => cold(),
        floor: () => bench.measure(nothing),
      });
    },
  },
];
