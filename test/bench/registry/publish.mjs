// One more version in a registry that is checked out: what a publish leaves behind.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { git } from './kept-repository.mjs';
import { tarballPath } from './names.mjs';
import { afterwards } from './synthetic.mjs';
import { syntheticTarball } from './tarball.mjs';

/** Commits version 2.`minor`.0 of the package, with `changes` as `syntheticTarball`, and gives its number. */
export function publish(repo, name, minor, changes) {
  const version = `2.${minor}.0`;
  const file = tarballPath(name, version);
  mkdirSync(path.join(repo, path.dirname(file)), { recursive: true });
  writeFileSync(path.join(repo, file), syntheticTarball(name, version, changes));
  git(repo, ['add', '--', file]);
  const date = `${afterwards + minor * 60} +0000`;
  const dates = { GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date };
  git(repo, ['commit', '--quiet', '-m', `Publish ${name} ${version}`], dates);
  return version;
}
