// What a new name may clash with depends on the host that the registry is built for.
import type { NameClashes } from '../change/check-clashes.ts';
import { nameClashesOf } from '../host/clashes.ts';
import { hostPresetOf } from '../host/host-preset-of.ts';
import { parsePublicUrl } from '../public-url.ts';
import type { GitEngine, TreeEntry } from '../source/git-engine.ts';
import { readConfig } from '../verbs/read-config.ts';

/** Where stillpack.json names no URL: which paths a host's own files take does not depend on the host name. */
const anyUrl = 'http://localhost/';

/** By stillpack.json as committed. Throws what a build would: CONFIG_INVALID, HOST_UNKNOWN, URL_INVALID. */
export async function readNameClashes(
  engine: GitEngine,
  files: readonly TreeEntry[],
): Promise<NameClashes> {
  const config = await readConfig(engine, files);
  const preset = hostPresetOf(config.host);
  const url = parsePublicUrl(config.url ?? anyUrl);
  return ({ there, added }) => {
    const landed = there.map((name) => ({ name, since: 0 }));
    const coming = added.map((name) => ({ name, since: undefined }));
    return nameClashesOf([...landed, ...coming], { preset, url });
  };
}
