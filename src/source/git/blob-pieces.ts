import { createGitProgram, endOf, gitFailed, type GitProgramOptions } from './git-program.ts';

/** A blob as git prints it, as fast as it is taken. Throws GIT_FAILED when git does not come to its end. */
export async function* readBlobPieces({
  git,
  oid,
}: {
  readonly git: GitProgramOptions;
  readonly oid: string;
}): AsyncGenerator<Uint8Array> {
  const args = ['cat-file', 'blob', oid];
  const child = createGitProgram(git).start(args);
  const ended = endOf(child);
  ended.catch(() => undefined);
  try {
    child.stdin.on('error', () => undefined).end();
    // A stream without an encoding gives Buffers.
    yield* child.stdout as AsyncIterable<Buffer>;
    const { code, stderr } = await ended;
    if (code !== 0) throw gitFailed(args, stderr);
  } finally {
    child.kill();
    await ended.catch(() => undefined);
  }
}
