import { setTimeout } from 'node:timers/promises';
import fastGlob from 'fast-glob';
import { StillpackError } from '../../src/errors.ts';
import { forgeOf } from '../../src/forge/forge-of.ts';
import { isRemoteUrl } from '../../src/forge/remote-url.ts';
import type { Forge } from '../../src/index.ts';
import { upload } from '../../src/upload/upload.ts';
import { resolvePath } from '../locations.ts';
import { count, printLine } from '../report.ts';
import { type Action, listOutput } from './action.ts';
import type { Runner } from './runner.ts';

type Output = 'commit' | 'branch' | 'added' | 'unchanged' | 'pull-request-url';

export const uploadAction: Action<Output> = {
  outputs: { commit: '', branch: '', added: '[]', unchanged: '[]', 'pull-request-url': '' },
  async run(runner) {
    const { io, input } = runner;
    const cwd = resolvePath(io, input('working-directory'));
    const mode = parseMode(input('mode'));
    const remote = remoteOf(runner);
    const report = await upload({
      files: await expandFiles(runner.required('files'), cwd),
      cwd,
      remote,
      mode,
      branch: input('branch') || undefined,
      tag: input('tag') || undefined,
      message: input('message') || undefined,
      forge: mode === 'pull-request' ? forgeFor(runner, remote) : undefined,
      env: runner.gitEnvironment(),
    });
    const { added, unchanged, commit = '', branch } = report;
    printLine(io, `${count(added.length, 'version')} added, ${unchanged.length} there already`);
    const url = report.pullRequest?.url ?? '';
    const outputs = {
      commit,
      branch,
      added: listOutput(added.map(labelOf)),
      unchanged: listOutput(unchanged.map(labelOf)),
      'pull-request-url': url,
    };
    return { outputs };
  },
};

function labelOf({ name, version }: { readonly name: string; readonly version: string }): string {
  return `${name}@${version}`;
}

function parseMode(text: string): 'direct' | 'pull-request' {
  if (text === 'direct' || text === 'pull-request') return text;
  throw new StillpackError('OPTION_INVALID', `"${text}" is no value of mode.`, {
    hint: 'Write direct or pull-request.',
  });
}

/** A URL of git as it is; `acme/registry` is on the same server as the workflow. */
function remoteOf({ io, input, variable }: Runner): string {
  const given = input('registry') || variable('GITHUB_REPOSITORY');
  if (/^[\w.-]+\/[\w.-]+$/.test(given)) return `${variable('GITHUB_SERVER_URL')}/${given}.git`;
  return isRemoteUrl(given) ? given : resolvePath(io, given);
}

/** Paths or patterns, one in a line; each has to name a file. */
async function expandFiles(text: string, cwd: string): Promise<readonly string[]> {
  const patterns = text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
  const found = new Set<string>();
  for (const pattern of patterns) {
    const files = await fastGlob(pattern, { cwd, dot: true, followSymbolicLinks: false });
    if (files.length === 0) {
      throw new StillpackError('NOT_A_TARBALL', `${pattern} names no file.`, {
        path: pattern,
        hint: 'Name .tgz files made by `npm pack`, or a pattern such as dist/*.tgz, one in a line.',
      });
    }
    for (const file of files) found.add(file);
  }
  return [...found].sort();
}

/** Where the registry is on the server of the workflow, its API is known; else the forge is known by its host. */
function forgeFor({ variable, secret }: Runner, remoteUrl: string): Forge {
  const isHere = remoteUrl.startsWith(`${variable('GITHUB_SERVER_URL')}/`);
  return forgeOf({
    remoteUrl,
    ...(isHere && { apiUrl: variable('GITHUB_API_URL') }),
    token: secret('token'),
    fetch,
    now: () => new Date(),
    sleep: (milliseconds) => setTimeout(milliseconds),
  });
}
