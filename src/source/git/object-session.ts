// One `git cat-file` process answers every question about an object, in the order they were asked.
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import type { Oid } from '../git-engine.ts';
import { type BatchAnswer, createBatchParser } from './batch-parser.ts';
import { endOf, gitFailed, type GitProgram } from './git-program.ts';
import { packWindows } from './pack-windows.ts';

export interface ObjectSession {
  /** Rejects with GIT_FAILED when git stops over the object. */
  ask(oid: Oid): Promise<BatchAnswer>;
  close(): Promise<void>;
}

interface Question {
  readonly oid: Oid;
  resolve(answer: BatchAnswer): void;
  reject(error: unknown): void;
}

interface Running {
  readonly child: ChildProcessWithoutNullStreams;
  readonly ended: Promise<unknown>;
}

/** Starts the process with the first question, and again after it stopped. */
export function createObjectSession(
  git: GitProgram,
  { bodies }: { readonly bodies: boolean },
): ObjectSession {
  const args = [...packWindows, 'cat-file', bodies ? '--batch' : '--batch-check'];
  let running: Running | undefined;
  let questions: Question[] = [];

  const start = (asked: Question[]): Running => {
    const child = git.start(args);
    const parser = createBatchParser((answer) => asked.shift()?.resolve(answer), { bodies });
    child.stdin.on('error', () => undefined);
    child.stdout.on('data', (chunk: Buffer) => parser.push(chunk));
    const finish = (error: unknown): void => {
      running = undefined;
      for (const question of asked.splice(0)) question.reject(error);
    };
    const ended = endOf(child).then(({ stderr }) => finish(gitFailed(args, stderr)), finish);
    return { child, ended };
  };

  return {
    async ask(oid) {
      return new Promise((resolve, reject) => {
        if (running === undefined) {
          questions = [];
          running = start(questions);
        }
        questions.push({ oid, resolve, reject });
        running.child.stdin.write(`${oid}\n`);
      });
    },
    async close() {
      running?.child.stdin.end();
      await running?.ended;
    },
  };
}
