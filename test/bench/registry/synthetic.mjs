// Synthetic registries of any size, the same on every machine.
import { Buffer } from 'node:buffer';
import { keptRepository } from './kept-repository.mjs';
import { nameOfPackage, tarballPath } from './names.mjs';
import { syntheticTarball } from './tarball.mjs';

/** Counts up whenever the bytes of a registry change, so that an old one is not used again. */
const edition = 1;
/** Packages of one scope that get a version in the same commit, as a monorepo publishes. */
const together = 10;
const firstSecond = 1_500_000_000;
const secondsBetween = 60;

export const registryConfig = Buffer.from(
  `${JSON.stringify({ url: 'https://npm.example.com/', host: 'nginx' })}\n`,
);

/** The repository of a registry with that many packages, ten versions each. */
export function syntheticRegistry({ cache, packages, workTree }) {
  const name = `synthetic-${edition}-${packages}${workTree ? '' : '-bare'}`;
  return keptRepository({ cache, name, workTree, commits: () => commitsOf(packages) });
}

/** Every package's first version before any second one. */
function* commitsOf(packages) {
  let seconds = firstSecond;
  yield { seconds, message: 'A registry', files: [['stillpack.json', registryConfig]] };
  for (let minor = 0; minor < 10; minor += 1) {
    const version = `1.${minor}.0`;
    for (let first = 0; first < packages; first += together) {
      const names = Array.from({ length: together }, (_, index) => nameOfPackage(first + index));
      yield {
        seconds: (seconds += secondsBetween),
        message: `Publish ${version} of ${names[0]} and others`,
        files: names.map((name) => [tarballPath(name, version), syntheticTarball(name, version)]),
      };
    }
  }
}

/** After every commit of a registry of any size that this file makes. */
export const afterwards = 1_700_000_000;
