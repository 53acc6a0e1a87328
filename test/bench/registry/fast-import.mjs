// Commits at tens of thousands a second, through `git fast-import`.
import { Buffer } from 'node:buffer';
import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** Collected before they are written: a write for each commit would cost more than the commit. */
const batch = 1 << 20;

/**
 * Writes commits to `main` of a repository. A commit is `{ seconds, message, files }`, its files pairs of path and
 * bytes; it stands on the one before.
 */
export async function fastImport(repo, commits) {
  const git = spawn('git', ['-C', repo, 'fast-import', '--quiet'], {
    stdio: ['pipe', 'ignore', 'inherit'],
  });
  const ended = once(git, 'close');
  // A git that died is told by its status; the pipe it left behind says nothing more.
  git.stdin.on('error', () => undefined);
  let pending = [];
  let size = 0;
  for (const commit of commits) {
    for (const part of partsOf(commit)) {
      pending.push(part);
      size += part.length;
    }
    if (size < batch) continue;
    if (!git.stdin.write(Buffer.concat(pending))) {
      await Promise.race([once(git.stdin, 'drain'), ended]);
      if (git.exitCode !== null) break;
    }
    pending = [];
    size = 0;
  }
  git.stdin.end(Buffer.concat(pending));
  const [status] = await ended;
  if (status !== 0) throw new Error(`git fast-import exited with ${status}`);
}

function* partsOf({ seconds, message, files }) {
  const who = `Bench <bench@example.com> ${seconds} +0000`;
  yield Buffer.from(
    `commit refs/heads/main\ncommitter ${who}\ndata ${Buffer.byteLength(message)}\n${message}\n`,
  );
  for (const [path, bytes] of files) {
    yield Buffer.from(`M 100644 inline ${path}\ndata ${bytes.length}\n`);
    yield bytes;
    yield Buffer.from('\n');
  }
}
