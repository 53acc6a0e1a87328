// Builds after little or no change, against what git needs to see that there is little or no change.
import { compareRuns } from '../compare-runs.mjs';
import { builtRegistry, untaken } from './built-registry.mjs';
import { growing, rewrittenBy } from './rewritten-files.mjs';

const large = 10_000;
const small = 1_000;

export const incrementalRows = [
  {
    id: 'no-op',
    figure:
      'no-op build, 10,000 packages / 100,000 versions, against `git status` in the same repository',
    target: { metric: 'cpu', most: 0.5 },
    run: async (bench) => {
      const { build, status } = await builtRegistry(bench, large);
      return compareRuns({ pairs: bench.pairs, subject: build, floor: status });
    },
  },
  {
    id: 'one-version',
    figure: 'one new version in that registry, whole `stillpack build`, against `git status`',
    target: { metric: 'cpu', most: 1 },
    run: async (bench) => {
      const { build, status, publishOne } = await builtRegistry(bench, large);
      const subject = () => {
        publishOne();
        return build();
      };
      return compareRuns({ pairs: bench.pairs, subject, floor: status });
    },
  },
  {
    id: 'one-version-scale',
    figure: 'the same change there, against that in a registry of 1,000 packages / 10,000 versions',
    target: { metric: 'cpu', most: 1.3 },
    run: async (bench) => {
      const registries = {
        subject: await builtRegistry(bench, large),
        floor: await builtRegistry(bench, small),
      };
      const changed = ({ publishOne, build }) => {
        publishOne();
        return build();
      };
      return compareRuns({
        pairs: bench.pairs,
        subject: () => changed(registries.subject),
        floor: () => changed(registries.floor),
      });
    },
  },
  {
    id: 'rewritten',
    figure:
      'files rewritten by that build (without website, flat, unscoped; state and twins aside)',
    target: { metric: 'files', most: 8 },
    run: async (bench) => {
      const inLarge = await rewrittenIn(large, bench);
      const inSmall = await rewrittenIn(small, bench);
      const grown = growing(inLarge, inSmall);
      const files = inLarge.filter(({ isOutput }) => isOutput).length;
      const note =
        grown.length === 0
          ? 'none of a size that grows with the registry'
          : `grow with the registry: ${grown.join(', ')}`;
      return { pairs: 1, files, note, fails: grown.length > 0 };
    },
  },
];

async function rewrittenIn(packages, bench) {
  const { out, publishOne, build } = await builtRegistry(bench, packages);
  return rewrittenBy({ out, build, publishNext: () => publishOne(untaken) });
}
