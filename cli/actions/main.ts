// The entry of every action: each .github/actions/<name>/main.cjs is one call of it.
import { type Action, runAction } from './action.ts';
import { buildAction } from './build.ts';
import { commentAction } from './comment.ts';
import { reviewAction } from './review.ts';
import { openRunner } from './runner.ts';
import { uploadAction } from './upload.ts';

type Name = 'build' | 'comment' | 'review' | 'upload';

const actions: Readonly<Record<Name, Action>> = {
  build: buildAction,
  comment: commentAction,
  review: reviewAction,
  upload: uploadAction,
};

export async function main(name: Name): Promise<void> {
  process.exitCode = await runAction(actions[name], openRunner());
}
