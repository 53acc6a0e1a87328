// One `git cat-file --batch` process answers every request for a blob, in the order they were asked.
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { StillpackError } from '../../errors.ts';
import type { Oid } from '../git-engine.ts';
import { type BatchAnswer, createBatchParser } from './batch-parser.ts';
import { endOf, gitFailed, type GitProgram } from './git-program.ts';

export interface BlobReader {
  /** The blob's bytes; `undefined` when the object is not here. Throws GIT_FAILED for a damaged or other object. */
  read(oid: Oid): Promise<Uint8Array | undefined>;
  close(): Promise<void>;
}

interface Request {
  readonly oid: Oid;
  resolve(bytes: Uint8Array | undefined): void;
  reject(error: unknown): void;
}

interface Session {
  readonly child: ChildProcessWithoutNullStreams;
  readonly ended: Promise<unknown>;
}

const args = ['cat-file', '--batch'];

/** Starts the process with the first request, and again after it failed over a damaged object. */
export function createBlobReader(git: GitProgram): BlobReader {
  let session: Session | undefined;

  const startSession = (requests: Request[]): Session => {
    const child = git.start(args);
    const parser = createBatchParser((answer) => answerRequest(requests.shift(), answer));
    child.stdin.on('error', () => undefined);
    let failure: unknown;
    child.stdout.on('data', (chunk: Buffer) => {
      try {
        parser.push(chunk);
      } catch (error) {
        // An object larger than a Buffer can be.
        failure ??= error;
        child.kill();
      }
    });
    const finish = (error: unknown): void => {
      session = undefined;
      for (const request of requests.splice(0)) request.reject(error);
    };
    const ended = endOf(child).then(
      ({ stderr }) => finish(failure ?? gitFailed(args, stderr)),
      finish,
    );
    return { child, ended };
  };

  let requests: Request[] = [];
  return {
    async read(oid) {
      return new Promise((resolve, reject) => {
        if (session === undefined) {
          requests = [];
          session = startSession(requests);
        }
        requests.push({ oid, resolve, reject });
        session.child.stdin.write(`${oid}\n`);
      });
    },
    async close() {
      session?.child.stdin.end();
      await session?.ended;
    },
  };
}

function answerRequest(request: Request | undefined, answer: BatchAnswer): void {
  if (answer.type === 'blob') request?.resolve(answer.bytes);
  else if (answer.type === undefined) request?.resolve(undefined);
  else {
    const oid = request?.oid ?? '';
    request?.reject(new StillpackError('GIT_FAILED', `${oid} is a ${answer.type}, not a file.`));
  }
}
