import { createGitProgram, endOf, gitFailed, type GitProgramOptions } from './git-program.ts';
import { packWindows } from './pack-windows.ts';

/** A pipe gives 64 KiB at a time: each piece costs whoever takes it several turns. */
const pieceSize = 256 * 1024;

/** A blob as git prints it, as fast as it is taken. Throws GIT_FAILED when git does not come to its end. */
export async function* readBlobPieces({
  git,
  oid,
}: {
  readonly git: GitProgramOptions;
  readonly oid: string;
}): AsyncGenerator<Uint8Array> {
  // Otherwise git 2.39 unpacks it as a whole before it prints any of it.
  const args = [...packWindows, '-c', 'core.bigFileThreshold=1m', 'cat-file', 'blob', oid];
  const child = createGitProgram(git).start(args);
  const ended = endOf(child);
  ended.catch(() => undefined);
  try {
    child.stdin.on('error', () => undefined).end();
    // A stream without an encoding gives Buffers.
    yield* gathered(child.stdout as AsyncIterable<Buffer>);
    const { code, stderr } = await ended;
    if (code !== 0) throw gitFailed(args, stderr);
  } finally {
    child.kill();
    await ended.catch(() => undefined);
  }
}

/** The same bytes in larger pieces, each in the place of the one before. */
async function* gathered(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const piece = Buffer.allocUnsafeSlow(pieceSize);
  let filled = 0;
  for await (const chunk of chunks) {
    for (let rest = chunk; rest.length > 0;) {
      const part = rest.subarray(0, pieceSize - filled);
      piece.set(part, filled);
      filled += part.length;
      rest = rest.subarray(part.length);
      if (filled < pieceSize) continue;
      yield piece;
      filled = 0;
    }
  }
  if (filled > 0) yield piece.subarray(0, filled);
}
