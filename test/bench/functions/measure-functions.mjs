// Functions against their floors, by mitata, in turn.
import { do_not_optimize as keep, measure } from 'mitata';
import { spreadOf } from '../compare-runs.mjs';
import { digits } from '../judge.mjs';
import { measuredFunctions } from './functions.mjs';

/** Long enough for a median and for the compiler, short enough that the machine is the same for both. */
const options = { min_cpu_time: 500e6, min_samples: 5 };

/** The ratio of median times for every function, from `pairs` pairs of measurements. */
export async function measureFunctions(pairs) {
  const results = [];
  for (const { name, floor, run, runFloor } of await measuredFunctions()) {
    // Once for the compiler.
    await medianOf(run);
    await medianOf(runFloor);
    const ratios = [];
    for (let pair = 0; pair < pairs; pair += 1) {
      ratios.push((await medianOf(run)) / (await medianOf(runFloor)));
    }
    const ratio = spreadOf(ratios);
    console.log(`${name}: ${digits(ratio.median)} × ${floor}`);
    results.push({ name, floor, ratio });
  }
  return results;
}

async function medianOf(run) {
  const isAsync = run() instanceof Promise;
  const sample = isAsync ? async () => keep(await run()) : () => keep(run());
  const { p50 } = await measure(sample, options);
  return p50;
}
