// Real tarballs against what a C program needs for them.
import { compareRuns } from '../compare-runs.mjs';
import { compiledProgram } from '../compile.mjs';
import { createBuilds, inspectTarballs } from '../program.mjs';
import {
  addLargeTarball,
  corpusList,
  corpusRegistry,
  largePackage,
  smallTarball,
} from '../registry/corpus.mjs';

export const corpusRows = [
  {
    id: 'inspect-small',
    figure: 'inspecting the corpus, one thread, tarballs ≤ 2 MB, against the libdeflate floor',
    target: { metric: 'cpu', most: 2.0 },
    run: (bench) => inspectRow(bench, smallTarball),
  },
  {
    id: 'inspect-all',
    figure: 'inspecting the corpus, one thread, all tarballs, against the libdeflate floor',
    target: { metric: 'cpu', most: 1.5 },
    run: (bench) => inspectRow(bench, Infinity),
  },
  {
    id: 'cold-build',
    figure: 'cold build of the corpus without website, one thread, against the libdeflate floor',
    target: { metric: 'cpu', most: 3.5 },
    run: async (bench) => {
      const { cold } = await prepare(bench);
      const list = corpusList({ ...bench, corpus: corpusOf(bench) });
      const floor = [compiledProgram('floor', bench.cache), list];
      return compareRuns({
        pairs: bench.pairs,
        subject: () => cold('--jobs', '1'),
        floor: () => bench.measure(floor),
      });
    },
  },
  {
    id: 'two-workers',
    figure: 'the same, two workers against one',
    target: { metric: 'wall', most: 0.6 },
    run: async (bench) => {
      const { cold } = await prepare(bench);
      return compareRuns({
        pairs: bench.pairs,
        subject: () => cold('--jobs', '2'),
        floor: () => cold('--jobs', '1'),
      });
    },
  },
  {
    id: 'memory-corpus',
    figure: 'peak memory, cold build of the corpus with a 200 MB tarball',
    target: { metric: 'peak', most: 300 },
    run: async (bench) => {
      const { repo, cold } = await prepare(bench);
      addLargeTarball(repo, largePackage);
      const { peak } = cold();
      return { pairs: 1, peak };
    },
  },
];

async function prepare(bench) {
  const repo = await corpusRegistry({ cache: bench.cache, corpus: corpusOf(bench) });
  const { cold, forget } = createBuilds(bench, { repo, name: 'corpus' });
  bench.atEnd(forget);
  return { repo, cold };
}

function inspectRow(bench, largest) {
  const list = corpusList({ ...bench, corpus: corpusOf(bench), largest });
  const floor = [compiledProgram('floor', bench.cache), list];
  return compareRuns({
    pairs: bench.pairs,
    subject: () => bench.measure([...inspectTarballs, list]),
    floor: () => bench.measure(floor),
  });
}

export function corpusOf({ corpus }) {
  if (corpus !== undefined) return corpus;
  throw new Error('needs --corpus or STILLPACK_BENCH_CORPUS');
}
