// A git that kills the program which started it, at one of the commands that write.
import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findProgram } from '../../src/source/environment.ts';
import { temporaryDirectory } from './temp-dir.ts';

export interface Moment {
  /** Git's subcommand. */
  readonly command: string;
  /** Before git does anything, or once it is through. */
  readonly when: 'before' | 'after';
}

/** A folder for PATH; its git is the real one but for the first such command. */
export async function deadlyGit({ command, when }: Moment): Promise<string> {
  const real = await findProgram('git', process.env);
  if (real === undefined) throw new Error('these tests need git');
  const folder = await temporaryDirectory();
  const die = 'kill -9 "$PPID"; exit 1';
  const script = `#!/bin/sh
case " $* " in *" ${command} "*) ;; *) exec '${real}' "$@" ;; esac
${when === 'before' ? die : `'${real}' "$@"; ${die}`}
`;
  await writeFile(join(folder, 'git'), script);
  await chmod(join(folder, 'git'), 0o755);
  return folder;
}
