// The report of the last build, for the same question asked again.
import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import nodePath from 'node:path';
import type { BuildResult } from '../build-report.ts';
import { sha256Hex } from '../digest.ts';
import type { BuildOptions } from '../options.ts';
import type { Oid } from '../source/git-engine.ts';
import { buildRecordPath } from '../write/work-folder.ts';
import { parseKept, renderKept } from './kept-value.ts';

export interface LastReport {
  /** What a build of `commit` would say, when the output folder is as the last one left it, which was that build. */
  read(commit: Oid): Promise<Answer | undefined>;
  write(commit: Oid, answer: Answer): Promise<void>;
}

type Answer = Pick<BuildResult, 'report' | 'date'>;

interface KeptReport extends Answer {
  readonly program: string;
  readonly commit: Oid;
  readonly asked: string;
  /** Of the output folder's record of the build. */
  readonly record: string;
}

/** `undefined` when nothing may be kept, or the question is not one that can be asked again. */
export function createLastReport(asked: BuildOptions): LastReport | undefined {
  const { state, out, url, host, strict, dirty } = asked;
  if (state === undefined || dirty === true || typeof host === 'object') return undefined;
  const question = sha256Hex(JSON.stringify([nodePath.resolve(out), url, host, strict === true]));
  const file = nodePath.join(state.dir, 'reports', question);
  const recordDigest = async (): Promise<string> => {
    const path = nodePath.join(out, buildRecordPath);
    return sha256Hex(await readFile(path).catch(() => Buffer.alloc(0)));
  };
  return {
    async read(commit) {
      const bytes = await readFile(file).catch(() => undefined);
      // The checksum says that a program of ours wrote it; which one, is asked first.
      const kept = bytes === undefined ? undefined : (parseKept(bytes) as KeptReport | undefined);
      if (kept?.program !== state.program || kept.commit !== commit) return undefined;
      if (kept.asked !== question || kept.record !== (await recordDigest())) return undefined;
      const { report, date } = kept;
      const { written, kept: stayed } = report.files;
      const files = { written: 0, kept: written + stayed, removed: 0 };
      return { report: { ...report, files, bytes: 0 }, date };
    },
    async write(commit, { report, date }) {
      const kept: KeptReport = {
        ...{ report, date },
        ...{ program: state.program, commit, asked: question, record: await recordDigest() },
      };
      const temporary = `${file}.${randomUUID()}`;
      try {
        await mkdir(nodePath.dirname(file), { recursive: true });
        await writeFile(temporary, renderKept(kept));
        await rename(temporary, file);
      } catch {
        // The next build takes longer.
      }
    },
  };
}
