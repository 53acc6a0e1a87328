// What lies around a README on a page of ours.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const packagePage = /^package\/(?:@[^/]+\/)?[^/@]+\/index\.html$/;
const readme =
  /(?<=<h2 id="readme-title">Readme<\/h2>\n)[^]*?(?=\n<\/section>\n<section id="versions")/;

/** `{ head, tail }` of the package page in a built folder whose own are neither the longest nor the shortest. */
export function medianFrame(out) {
  const frames = readdirSync(out, { recursive: true })
    .filter((file) => packagePage.test(file))
    .flatMap((file) => framesIn(readFileSync(path.join(out, file), 'utf8')))
    .toSorted((a, b) => lengthOf(a) - lengthOf(b));
  if (frames.length === 0) throw new Error(`${out} has no page of a package with a README`);
  return frames[Math.floor(frames.length / 2)];
}

function framesIn(html) {
  const found = readme.exec(html);
  if (found === null) return [];
  const [text] = found;
  return [{ head: html.slice(0, found.index), tail: html.slice(found.index + text.length) }];
}

function lengthOf({ head, tail }) {
  return head.length + tail.length;
}
