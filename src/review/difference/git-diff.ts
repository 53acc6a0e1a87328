// A difference in the form that `npm diff` 11 prints it in, which is that of git.
import type { Difference, FileDifference } from '../review-report.ts';

/** With a line end at its end, unless nothing differs. It holds what the files hold. */
export function gitDiffOf({ files, from, to }: Difference): string {
  const versions = `${from === undefined ? '' : `v${from}`}..v${to}`;
  return files.map((file) => blockOf(file, versions)).join('');
}

/** What is executable in an archive, npm prints as 100755; nobody keeps that here, and installing sets it anew. */
const mode = '100644';

function blockOf({ path, size, patch = '' }: FileDifference, versions: string): string {
  const isNew = size.before === undefined;
  const isGone = size.after === undefined;
  const lines = [
    `diff --git a/${path} b/${path}`,
    ...(isNew ? [`new file mode ${mode}`] : isGone ? [`deleted file mode ${mode}`] : []),
    `index ${versions}${isNew || isGone ? '' : ` ${mode}`}`,
    `--- a/${path}`,
    `+++ b/${path}`,
  ];
  return `${lines.join('\n')}\n${patch}`;
}
