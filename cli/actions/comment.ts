import { postReview } from '../../src/review/comment/post-review.ts';
import { outside } from '../forge-options.ts';
import { resolvePath } from '../locations.ts';
import { printLine } from '../report.ts';
import type { Action } from './action.ts';

type Output = 'posted' | 'reason' | 'url' | 'pull-request';

export const commentAction: Action<Output> = {
  outputs: { posted: 'false', reason: 'The action failed.', url: '', 'pull-request': '' },
  async run(runner) {
    const { io, input, required, variable } = runner;
    const posted = await postReview({
      apiUrl: variable('GITHUB_API_URL'),
      graphqlUrl: variable('GITHUB_GRAPHQL_URL'),
      token: runner.secret('token'),
      ...outside,
      folder: resolvePath(io, required('report-path')),
      event: await runner.readEvent(),
      label: required('label'),
      blockLabel: input('block-label') || undefined,
    });
    if (!posted.posted) {
      const { reason } = posted;
      const message = `Nothing was commented. ${reason}`;
      runner.annotate({ level: 'warning', title: 'stillpack', message });
      return { outputs: { posted: 'false', reason, url: '', 'pull-request': '' } };
    }
    const { url, pullRequest } = posted;
    printLine(io, `commented on pull request ${pullRequest}: ${url}`);
    return {
      outputs: { posted: 'true', reason: '', url, 'pull-request': String(pullRequest) },
    };
  },
};
