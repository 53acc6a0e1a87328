// Tarballs of several sizes, which compress as well as real packages do.
import { packed } from '../registry/tarball.mjs';

const words = (
  'export const function return import from if else await for of new this value name path type read write ' +
  'version package registry file string number options result error undefined readonly'
).split(' ');

/** `[name, tarball]` pairs. The last unpacks to more than is unpacked in one go. */
export const archives = [
  ['3 files, 3 KB', archiveOf(3, 1000)],
  ['20 files, 100 KB', archiveOf(20, 5000)],
  ['100 files, 1 MB', archiveOf(100, 10_000)],
  ['400 files, 16 MB', archiveOf(400, 40_000)],
];

function archiveOf(count, size) {
  const next = createRandom();
  const sources = Array.from({ length: count - 1 }, (_, index) => [
    `lib/module-${index}.js`,
    textOf(size, next),
  ]);
  const manifest = JSON.stringify({ name: 'archive', version: '1.0.0' });
  return packed([['package.json', manifest], ...sources], { level: 6 });
}

function textOf(size, next) {
  const parts = [];
  for (let length = 0; length < size; length += parts.at(-1).length + 1) {
    parts.push(next() % 4 === 0 ? next().toString(36) : words[next() % words.length]);
  }
  return parts.join(' ');
}

/** A linear congruential generator: the same texts on every machine. */
function createRandom() {
  let state = 1;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state >>> 8;
  };
}
