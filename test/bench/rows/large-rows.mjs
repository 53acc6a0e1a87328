// `npm run bench:large`: a million versions, from a bare repository. Needs about 15 GB and a long while.
import { compareRuns } from '../compare-runs.mjs';
import { createBuilds } from '../program.mjs';
import { syntheticRegistry } from '../registry/synthetic.mjs';

const million = 100_000;
const tenth = 10_000;

export const largeRows = [
  {
    id: 'million-time',
    figure: 'cold build of 1,000,000 versions: CPU per version against that of 100,000',
    target: { metric: 'cpu', most: 1.5 },
    large: true,
    run: millionBuilds,
  },
  {
    id: 'million-memory',
    figure: 'peak memory, cold build of 1,000,000 versions',
    target: { metric: 'peak', most: 512 },
    large: true,
    run: millionBuilds,
  },
];

/** Both rows look at the same builds. */
function millionBuilds(bench) {
  return bench.once('million', async () => {
    const registries = {
      subject: await syntheticRegistry({ cache: bench.cache, packages: million, workTree: false }),
      floor: await syntheticRegistry({ cache: bench.cache, packages: tenth, workTree: false }),
    };
    const perPackage = (repo, packages) => {
      const { cold, forget } = createBuilds(bench, { repo, name: 'million' });
      const { cpu, wall, peak } = cold();
      forget();
      return { cpu: cpu / packages, wall: wall / packages, peak };
    };
    return compareRuns({
      pairs: bench.pairs,
      subject: () => perPackage(registries.subject, million),
      floor: () => perPackage(registries.floor, tenth),
    });
  });
}
