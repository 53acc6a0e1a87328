// Which files of an output folder a build has written again.
import { execFileSync } from 'node:child_process';
import { statSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** What no client reads: the record of the build, and what it keeps for the next one. */
const state = '-/stillpack/';
/** Compressed copies of a file beside it. */
const twin = /\.(?:gz|br)$/;

/** Whether a file, by its path in the output folder, is neither state nor a twin. */
export function isOutputFile(file) {
  return !file.startsWith(state) && !twin.test(file);
}

/**
 * Publishes a version with `publishNext` and builds; the files whose inode changed since, as `{ file, size, isOutput }`, where `file`
 * has `<version>` for the version. A file that was replaced by the same bytes counts, since a deploy by date would
 * send it again.
 */
export function rewrittenBy({ out, publishNext, build }) {
  const version = publishNext();
  const marker = `${out}.marker`;
  writeFileSync(marker, '');
  build();
  const found = execFileSync('find', [out, '-type', 'f', '-cnewer', marker, '-print0'], {
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
  });
  return found
    .split('\0')
    .filter((file) => file !== '')
    .map((file) => {
      const inside = path.relative(out, file).replaceAll(version, '<version>');
      return { file: inside, size: statSync(file).size, isOutput: isOutputFile(inside) };
    });
}

/** Files, state and twins too, which the same change makes larger in a larger registry, with both sizes. */
export function growing(inLarge, inSmall) {
  const sizes = new Map(inSmall.map(({ file, size }) => [file, size]));
  return inLarge
    .map(({ file, size }) => ({ file, size, before: sizes.get(file) ?? 0 }))
    .filter(({ size, before }) => size > before * 1.2 + 64)
    .map(({ file, size, before }) => `\`${file}\` (${before} → ${size} bytes)`);
}
