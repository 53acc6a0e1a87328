// The memory that a build with website takes.
import { createBuilds } from '../program.mjs';
import { addLargeTarball, corpusRegistry, largePackage } from '../registry/corpus.mjs';
import { builtWebsite } from './built-website.mjs';
import { corpusOf } from './corpus-rows.mjs';

export const siteMemoryRows = [
  {
    id: 'site-memory-corpus',
    figure: 'peak memory, cold build of the corpus with a 200 MB tarball, with website',
    target: { metric: 'peak', most: 512 },
    run: async (bench) => {
      const repo = await corpusRegistry({ cache: bench.cache, corpus: corpusOf(bench) });
      const { cold, forget } = createBuilds(bench, { repo, name: 'site-memory', website: true });
      bench.atEnd(forget);
      addLargeTarball(repo, largePackage);
      return { pairs: 1, peak: cold().peak };
    },
  },
  {
    id: 'site-memory',
    figure: 'peak memory, cold build of 10,000 packages / 100,000 versions with website',
    target: { metric: 'peak', most: 512 },
    run: async (bench) => {
      const [large, small] = [await builtWebsite(bench, 10_000), await builtWebsite(bench, 1_000)];
      const each = Math.round((large.cold.peak - small.cold.peak) / 9_000 / 1_000);
      return {
        pairs: 1,
        peak: large.cold.peak,
        besides: `${each} kB a package beyond the first 1,000`,
      };
    },
  },
];
