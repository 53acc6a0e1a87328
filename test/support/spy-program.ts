// A program that nobody should run: it leaves a mark when somebody does.
import { access, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryDirectory } from './temp-dir.ts';

export interface SpyProgram {
  /** What a setting of git names. */
  readonly command: string;
  hasRun(): Promise<boolean>;
}

export interface SpyOptions {
  /** It hands on what it reads, as a filter would; otherwise it reads nothing and fails. @default true */
  readonly input?: boolean;
}

export async function spy({ input = true }: SpyOptions = {}): Promise<SpyProgram> {
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
