// One publish into a registry with its website: what it costs, and what it writes again.
import { compareRuns } from '../compare-runs.mjs';
import { builtWebsite } from './built-website.mjs';
import { kindOf, kinds, largestIn } from './classify-rewritten.mjs';
import { growing, rewrittenBy } from './rewritten-files.mjs';

const large = 10_000;
const small = 1_000;

/**
 * Those that get new versions in turn, so that none grows much. They lie in both registries, and as almost all packages not
 * among the best 400 of any word: what those are shown in is written again for each version of them.
 */
const taken = Array.from({ length: 9 }, (_, index) => `@s000/p0007${index}0`);
/** The one by which is looked at what a publish writes again. */
const watched = '@s000/p000500';

/** What a publish may say otherwise than the one before: of the two dependencies one goes, and another comes. */
const changed = {
  dependencies: { plain1: '^1.0.0', plain2: '^1.0.0' },
  description: 'Another text about packages',
  keywords: ['benchmark', 'changed'],
};
const dependencies = ['plain0', 'plain1', 'plain2'];

export const sitePublishRows = [
  {
    id: 'site-one-version',
    figure:
      'one new version in the registry of 10,000 packages with website, whole `stillpack build`, against the same without website',
    target: { metric: 'cpu' },
    run: async (bench) => {
      const { publishOne, build, buildBare } = await builtWebsite(bench, large);
      const bare = buildBare();
      const next = nextOf(publishOne);
      return compareRuns({
        pairs: bench.pairs,
        subject: () => (next(), build()),
        floor: () => (next(), bare()),
      });
    },
  },
  {
    id: 'site-one-version-scale',
    figure: 'the same change with website, against that in a registry of 1,000 packages',
    target: { metric: 'cpu', most: 1.3 },
    run: async (bench) => {
      const runIn = async (packages) => {
        const { publishOne, build } = await builtWebsite(bench, packages);
        const next = nextOf(publishOne);
        return () => (next(), build());
      };
      const [subject, floor] = [await runIn(large), await runIn(small)];
      return compareRuns({ pairs: bench.pairs, subject, floor });
    },
  },
  {
    id: 'site-rewritten',
    figure:
      'files rewritten by a publish into 10,000 packages with website (state and twins aside), see below',
    target: { metric: 'files', most: 24 },
    run: async (bench) => {
      const sites = {
        large: await builtWebsite(bench, large),
        small: await builtWebsite(bench, small),
      };
      const largest = largestIn(sites.small.out);
      const plain = publishInto(sites, { largest });
      const other = publishInto(sites, { largest, changes: changed });
      const faults = [...plain.faults, ...other.faults];
      return {
        pairs: 1,
        files: plain.files.length,
        note:
          faults.length === 0
            ? 'none that others have, and none of a size that grows with the registry'
            : faults.join('; '),
        fails: faults.length > 0,
        rewritten: [
          { publish: 'a new version', files: plain.files },
          {
            publish: 'a new version with another dependency, keyword and description',
            files: other.files,
          },
        ],
      };
    },
  },
];

function nextOf(publishOne) {
  let count = 0;
  return () => publishOne(taken[(count += 1) % taken.length]);
}

/**
 * The output files that the publish writes again in the large registry, by kind, and what is wrong with them. `largest`
 * is what `largestIn` gives of the small one.
 */
function publishInto(sites, { largest, changes }) {
  const rewrittenIn = ({ out, build, publishOne }) =>
    rewrittenBy({ out, build, publishNext: () => publishOne(watched, changes) })
      .filter(({ isOutput }) => isOutput)
      .map((file) => ({ ...file, kind: kindOf(file.file, { name: watched, dependencies }) }));
  const [inLarge, inSmall] = [rewrittenIn(sites.large), rewrittenIn(sites.small)];
  const bounded = new Set(kinds.filter((kind) => kind.bounded).map(({ id }) => id));
  const strangers = inLarge.filter(({ kind }) => kind === undefined);
  const tooLarge = inLarge.filter(
    ({ kind, size }) => bounded.has(kind) && size > (largest.get(kind) ?? 0) * 1.2,
  );
  const [alone, aloneBefore] = [inLarge, inSmall].map((files) =>
    files.filter(({ kind }) => !bounded.has(kind)),
  );
  return {
    files: inLarge.map(({ file, size, kind }) => ({ file, size, kind: kind ?? 'other' })),
    faults: [
      ...strangers.map(({ file }) => `\`${file}\` has nothing to do with it`),
      ...tooLarge.map(({ file, size }) => `\`${file}\` (${size} bytes) is larger than any there`),
      ...growing(alone, aloneBefore).map((file) => `${file} grows with the registry`),
    ],
  };
}
