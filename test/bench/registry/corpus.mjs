// Real packages: the tarballs that test/corpus/fetch-corpus.mjs fetched, as lists and as a registry.
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { git, keptRepository } from './kept-repository.mjs';
import { registryConfig } from './synthetic.mjs';
import { tarballPath } from './names.mjs';
import { largeTarball } from './tarball.mjs';

/** The size that sets apart the few large tarballs which hold most of the bytes. */
export const smallTarball = 2 * 1024 * 1024;
/** The size of the one that `addLargeTarball` is asked for. */
export const largePackage = 200 * 1024 * 1024;

/** Paths below the folder, sorted. */
export function tarballsOf(corpus) {
  return readdirSync(path.join(corpus, 'packages'), { recursive: true })
    .filter((file) => file.endsWith('.tgz'))
    .map((file) => path.join('packages', file))
    .toSorted();
}

/** Writes the list of all tarballs up to `largest` bytes and gives its path. */
export function corpusList({ cache, corpus, largest = Infinity }) {
  const files = tarballsOf(corpus)
    .map((file) => path.join(corpus, file))
    .filter((file) => statSync(file).size <= largest);
  const list = path.join(cache, `corpus-${largest}.txt`);
  mkdirSync(cache, { recursive: true });
  writeFileSync(list, files.map((file) => `${file}\n`).join(''));
  return list;
}

/** The corpus as a registry, checked out: a commit for each package. */
export function corpusRegistry({ cache, corpus }) {
  const files = tarballsOf(corpus);
  const name = `corpus-${files.length}`;
  return keptRepository({ cache, name, workTree: true, commits: () => commitsOf(corpus, files) });
}

function* commitsOf(corpus, files) {
  let seconds = 1_600_000_000;
  yield { seconds, message: 'A registry', files: [['stillpack.json', registryConfig]] };
  for (const [folder, inside] of byFolder(files)) {
    yield {
      seconds: (seconds += 60),
      message: `Add ${folder}`,
      files: inside.map((file) => [file, readFileSync(path.join(corpus, file))]),
    };
  }
}

function byFolder(files) {
  const folders = new Map();
  for (const file of files) {
    const folder = path.dirname(file);
    folders.set(folder, [...(folders.get(folder) ?? []), file]);
  }
  return folders;
}

/** Commits a tarball of `bytes` to a registry that is checked out. */
export function addLargeTarball(repo, bytes) {
  const file = tarballPath('a-large-package', '1.0.0');
  mkdirSync(path.join(repo, path.dirname(file)), { recursive: true });
  writeFileSync(path.join(repo, file), largeTarball('a-large-package', '1.0.0', bytes));
  git(repo, ['add', '--', file]);
  git(repo, ['commit', '--quiet', '-m', 'Add a large package']);
}
