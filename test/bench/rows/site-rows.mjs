// What the website adds to a build.
import { rmSync } from 'node:fs';
import { compareRuns } from '../compare-runs.mjs';
import { createBuilds, renderReadmes } from '../program.mjs';
import { corpusRegistry } from '../registry/corpus.mjs';
import { readmeList } from '../registry/readmes.mjs';
import { corpusOf } from './corpus-rows.mjs';

const pagesPerSecond = 800;

export const siteRows = [
  {
    id: 'site-cold',
    figure:
      'cold build of the corpus with website, less the one without, against its READMEs rendered in a loop',
    target: { metric: 'cpu', most: 1.3 },
    run: async (bench) => {
      const { withSite, without } = await prepare(bench);
      const list = await readmeList({ ...bench, corpus: corpusOf(bench) });
      return compareRuns({
        pairs: bench.pairs,
        subject: () => difference(withSite.cold('--jobs', '1'), without.cold('--jobs', '1')),
        floor: () => bench.measure([...renderReadmes, list]),
      });
    },
  },
  {
    id: 'site-warm',
    figure: 'the same once its READMEs are rendered, against a second for every 800 pages',
    target: { metric: 'cpu', most: 1 },
    run: async (bench) => {
      const { withSite, without } = await prepare(bench);
      for (const builds of [withSite, without]) builds.cold();
      const [full, bare] = [withSite, without].map((builds) => () => {
        rmSync(builds.out, { recursive: true, force: true });
        return builds.again('--jobs', '1');
      });
      const pages = filesOf(full()) - filesOf(bare());
      const second = { cpu: pages / pagesPerSecond, wall: pages / pagesPerSecond, peak: 0 };
      return compareRuns({
        pairs: bench.pairs,
        subject: () => difference(full(), bare()),
        floor: () => second,
      });
    },
  },
];

async function prepare(bench) {
  const repo = await corpusRegistry({ cache: bench.cache, corpus: corpusOf(bench) });
  const withSite = createBuilds(bench, { repo, name: 'site', website: true });
  const without = createBuilds(bench, { repo, name: 'no-site' });
  for (const { forget } of [withSite, without]) bench.atEnd(forget);
  return { withSite, without };
}

function difference(one, other) {
  return { cpu: one.cpu - other.cpu, wall: one.wall - other.wall, peak: one.peak };
}

function filesOf({ stdout }) {
  return JSON.parse(stdout).files.written;
}
