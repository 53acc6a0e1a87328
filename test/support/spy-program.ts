// A program that nobody should run: it leaves a mark when somebody does.
import { access, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryDirectory } from './temp-dir.ts';

export interface SpyProgram {
  /** What a setting of git names. */
  readonly command: string;
  hasRun(): Promise<boolean>;
}

/** It hands on what it reads, as a filter would. Where its reader also waits, `input: false` ends that. */
export async function spy({ input = true } = {}): Promise<SpyProgram> {
  const dir = await temporaryDirectory();
  const command = join(dir, 'spy.sh');
  const mark = join(dir, 'ran');
  await writeFile(command, `#!/bin/sh\n: > '${mark}'\n${input ? 'exec cat' : 'exit 1'}\n`, {
    mode: 0o755,
  });
  return {
    command,
    hasRun: () =>
      access(mark).then(
        () => true,
        () => false,
      ),
  };
}
