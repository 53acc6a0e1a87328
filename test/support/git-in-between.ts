// A `git` that does as git does, but for one subcommand at times that a test says.
import { access, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { vi } from 'vitest';
import { findProgram } from '../../src/source/environment.ts';
import { sharedTemporaryDirectory } from './temp-dir.ts';

export interface GitInBetween {
  /** The folder that it lies in. */
  readonly path: string;
  /** From now on `git fast-import` finds a full disk, and leaves what git leaves then. */
  fillDisk(): Promise<void>;
  makeRoom(): Promise<void>;
  /** From now on `git push` waits. */
  holdPush(): Promise<void>;
  /** Resolves once one waits. */
  pushHeld(): Promise<void>;
  letPush(): Promise<void>;
  /** From now on `git clone` waits. */
  holdClone(): Promise<void>;
  letClone(): Promise<void>;
  remove(): Promise<void>;
}

/** What git 2.47 printed on a tmpfs of three megabytes, with the file that it left there. */
const fullDisk = `
    cat > /dev/null
    for each; do case $each in --git-dir=*) dir=\${each#--git-dir=};; esac; done
    : > "$dir/objects/pack/tmp_pack_o6wRGN"
    : > "$dir/fast_import_crash_17178"
    echo "fatal: sha1 file '$dir/objects/pack/tmp_pack_o6wRGN' write error. Out of diskspace" >&2
    exit 128`;

export async function putGitInBetween(): Promise<GitInBetween> {
  const { dir, remove } = await sharedTemporaryDirectory();
  const git = await findProgram('git', process.env);
  if (git === undefined) throw new Error('these tests need git');
  const [full, hold, held, stop] = ['full', 'hold', 'held', 'stop'].map((name) => join(dir, name));
  const script = `#!/bin/sh
case " $* " in
  *" fast-import "*) if [ -e '${full}' ]; then ${fullDisk}
  fi;;
  *" push "*) if [ -e '${hold}' ]; then
    : > '${held}'
    while [ -e '${hold}' ]; do sleep 0.02; done
  fi;;
  *" clone "*) while [ -e '${stop}' ]; do sleep 0.02; done;;
esac
exec '${git}' "$@"
`;
  await writeFile(join(dir, 'git'), script, { mode: 0o755 });
  return {
    path: dir,
    fillDisk: () => writeFile(String(full), ''),
    makeRoom: () => rm(String(full)),
    holdPush: () => writeFile(String(hold), ''),
    pushHeld: () => vi.waitFor(() => access(String(held)), { timeout: 30_000, interval: 20 }),
    letPush: () => rm(String(hold)),
    holdClone: () => writeFile(String(stop), ''),
    letClone: () => rm(String(stop)),
    remove,
  };
}
