// What the website adds to a build.
import { readdirSync, rmSync } from 'node:fs';
import { compareRuns, spreadOf } from '../compare-runs.mjs';
import { medianFrame } from '../eleventy/frame.mjs';
import { eleventyProject } from '../eleventy/project.mjs';
import { digits } from '../judge.mjs';
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
  {
    id: 'site-eleventy',
    figure:
      'cold build of the corpus with website, less the one without, a page, against eleventy with the same Markdown, plug-ins and sanitising, a page',
    target: { metric: 'cpu', most: 1 },
    run: eleventyRow,
  },
];

/**
 * Each of its pages is a README in a frame that is there already, so that it does nothing but what it cannot leave out;
 * ours are also lists of dependents, keywords and names, which cost less than a README. Besides: as if ours were no
 * more pages than its, all else for nothing.
 */
async function eleventyRow(bench) {
  const { withSite, without } = await prepare(bench);
  const list = await readmeList({ ...bench, corpus: corpusOf(bench) });
  withSite.cold();
  const ours = htmlFilesIn(withSite.out);
  const eleventy = eleventyProject(bench, { list, frame: medianFrame(withSite.out) });
  bench.atEnd(eleventy.forget);
  const whole = [];
  const result = compareRuns({
    pairs: bench.pairs,
    subject: (index) => {
      const cost = difference(withSite.cold('--jobs', '1'), without.cold('--jobs', '1'));
      whole[index] = { ...whole[index], ours: cost.cpu };
      return perPage(cost, ours);
    },
    floor: (index) => {
      const cost = eleventy.build();
      whole[index] = { ...whole[index], eleventy: cost.cpu };
      return perPage(cost, eleventy.pages);
    },
  });
  const { median } = spreadOf(whole.map((pair) => pair.ours / pair.eleventy));
  const besides = `eleventy ${eleventy.version}; all ${ours} pages against its ${eleventy.pages}: ${digits(median)} × cpu`;
  return { ...result, besides };
}

function htmlFilesIn(out) {
  return readdirSync(out, { recursive: true }).filter((file) => file.endsWith('.html')).length;
}

function perPage({ cpu, wall, peak }, pages) {
  return { cpu: cpu / pages, wall: wall / pages, peak };
}

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
