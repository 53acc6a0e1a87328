// A synthetic registry that has been built once with its website: what a publish into it starts from.
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createBuilds } from '../program.mjs';
import { git } from '../registry/kept-repository.mjs';
import { publish } from '../registry/publish.mjs';
import { syntheticRegistry } from '../registry/synthetic.mjs';

/** The login of whoever commits, who is thereby the maintainer of every package. */
export const maintainer = 'bench';

/**
 * The registry with that many packages, all of them with the same two dependencies, keywords and maintainer, and built by
 * the program under measurement: `cold` is what that took. `build` does so again after `publishOne`, which commits a
 * version and gives its number. `buildBare` builds it without website, and gives what does so again.
 */
export function builtWebsite(bench, packages) {
  return bench.once(`website ${packages}`, async () => {
    const kept = await syntheticRegistry({ cache: bench.cache, packages, workTree: true });
    const repo = cloneWithUser(kept, path.join(bench.cache, 'website', String(packages)));
    bench.atEnd(() => rmSync(repo, { recursive: true, force: true }));
    const options = { repo, name: `website-${packages}`, website: true };
    const { out, cold, again, forget } = createBuilds(bench, options);
    bench.atEnd(forget);
    let minor = 0;
    const publishOne = (name, changes) => publish(repo, name, (minor += 1), changes);
    const buildBare = () => {
      const bare = createBuilds(bench, { repo, name: `bare-${packages}` });
      bench.atEnd(bare.forget);
      bare.cold();
      return () => bare.again();
    };
    return { out, cold: cold(), build: () => again(), buildBare, publishOne };
  });
}

/** A repository of its own, so that other rows do not find the user in theirs. */
function cloneWithUser(kept, repo) {
  rmSync(repo, { recursive: true, force: true });
  mkdirSync(path.dirname(repo), { recursive: true });
  execFileSync('git', ['clone', '--quiet', '--shared', kept, repo]);
  for (const key of ['gc.auto', 'maintenance.auto']) git(repo, ['config', key, '0']);
  git(repo, ['config', 'user.name', 'Bench']);
  git(repo, ['config', 'user.email', 'bench@example.com']);
  const file = path.join('users', `${maintainer}.json`);
  mkdirSync(path.join(repo, 'users'));
  writeFileSync(path.join(repo, file), JSON.stringify({ email: 'bench@example.com' }));
  git(repo, ['add', '--', file]);
  git(repo, ['commit', '--quiet', '-m', 'Add a user']);
  return repo;
}
