// A cold build of many small packages is mostly the writing of many small files.
import { rmSync } from 'node:fs';
import { compareRuns } from '../compare-runs.mjs';
import { createBuilds } from '../program.mjs';
import { syntheticRegistry } from '../registry/synthetic.mjs';

const packages = 1_000;

export const writeRows = [
  {
    id: 'cold-small',
    figure:
      'cold build of 1,000 packages / 10,000 versions, against `cp -r --reflink=auto` of the folder it makes',
    target: { metric: 'cpu' },
    run: async (bench) => {
      const repo = await syntheticRegistry({ cache: bench.cache, packages, workTree: true });
      const { out, cold, forget } = createBuilds(bench, { repo, name: 'small' });
      const copy = `${out}.copy`;
      const removeCopy = () => rmSync(copy, { recursive: true, force: true });
      bench.atEnd(() => {
        forget();
        removeCopy();
      });
      cold();
      return compareRuns({
        pairs: bench.pairs,
        subject: () => cold(),
        floor: () => {
          removeCopy();
          return bench.measure(['cp', '-r', '--reflink=auto', out, copy]);
        },
      });
    },
  },
];
