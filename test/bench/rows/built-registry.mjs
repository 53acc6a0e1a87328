// A synthetic registry that has been built once: what incremental builds start from.
import { createBuilds } from '../program.mjs';
import { publish } from '../registry/publish.mjs';
import { syntheticRegistry } from '../registry/synthetic.mjs';

/** Of the ten packages without a scope, those that get new versions in turn, so that none grows much. */
const taken = 9;
/** The other one, which nobody publishes before what a publish rewrites is looked at. */
export const untaken = 'plain9';

/**
 * The registry with that many packages, checked out and built at its HEAD by the program under measurement: the
 * first call in a run makes it, later ones find it as the rows before left it. `publishOne` commits a version, which
 * the next `build` finds, and gives its number.
 */
export function builtRegistry(bench, packages) {
  return bench.once(`built ${packages}`, async () => {
    const repo = await syntheticRegistry({ cache: bench.cache, packages, workTree: true });
    const builds = createBuilds(bench, { repo, name: String(packages) });
    bench.atEnd(builds.forget);
    const status = () => bench.measure(['git', '-C', repo, 'status', '--short']);
    builds.cold();
    let minor = 0;
    const publishOne = (name = `plain${minor % taken}`) => {
      const version = publish(repo, name, (minor += 1));
      // The first one after a change hashes what was written within the index's own second.
      status();
      return version;
    };
    status();
    return { out: builds.out, build: () => builds.again(), status, publishOne };
  });
}
