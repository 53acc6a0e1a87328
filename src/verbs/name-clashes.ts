// Which new names have no place in a registry, as its stillpack.json has it.
import type { NameClashes } from '../change/check-clashes.ts';
import type { Config } from '../config.ts';
import { nameClashesOf } from '../host/clashes.ts';
import { hostPresetOf } from '../host/host-preset-of.ts';
import type { PackageName } from '../package-name.ts';
import { type Problem, problem } from '../problems.ts';
import { parsePublicUrl } from '../public-url.ts';
import { reservedNameOf } from '../site/reserved-name.ts';
import { folderOf } from '../source/package-path.ts';

/** Where stillpack.json names no URL: which paths a host's own files take does not depend on the host name. */
const anyUrl = 'http://localhost/';

/**
 * OUTPUT_CLASH for what cannot lie beside the others on the registry's host; NAME_RESERVED for a name that comes and is
 * the website's. Throws what a build would: HOST_UNKNOWN, URL_INVALID.
 */
export function createNameClashes(config: Config): NameClashes {
  const preset = hostPresetOf(config.host);
  const url = parsePublicUrl(config.url ?? anyUrl);
  return ({ there, added }) => {
    const landed = there.map((name) => ({ name, since: 0 }));
    const coming = added.map((name) => ({ name, since: undefined }));
    return new Map([
      ...nameClashesOf([...landed, ...coming], { preset, url }),
      ...added.flatMap((name) => reserved(name, config)),
    ]);
  };
}

function reserved(name: PackageName, { site }: Config): readonly [PackageName, Problem][] {
  const taken = reservedNameOf(name, site);
  if (taken === undefined) return [];
  const what = taken === '~' ? 'begin with "~"' : `be named "${name}"`;
  return [[name, problem('NAME_RESERVED', folderOf(name), `A new package cannot ${what}.`)]];
}
