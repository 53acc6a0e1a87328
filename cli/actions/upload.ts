import { reportProblems } from '../../src/build-report.ts';
import { StillpackError } from '../../src/errors.ts';
import type { Forge } from '../../src/index.ts';
import { readAuthor } from '../../src/upload/read-author.ts';
import { upload } from '../../src/upload/upload.ts';
import { forgeFor, remoteOf } from '../forge-options.ts';
import { resolvePath } from '../locations.ts';
import { count, printLine } from '../report.ts';
import { type Action, annotateProblem, listOutput } from './action.ts';
import type { Runner } from './runner.ts';

type Output = 'commit' | 'branch' | 'added' | 'unchanged' | 'pull-request-url';

export const uploadAction: Action<Output> = {
  outputs: { commit: '', branch: '', added: '[]', unchanged: '[]', 'pull-request-url': '' },
  async run(runner) {
    const { io, input } = runner;
    const cwd = resolvePath(io, input('working-directory'));
    const mode = parseMode(input('mode'));
    const remote = await registryOf(runner);
    const report = await upload({
      files: linesOf(runner.required('files')),
      cwd,
      remote,
      mode,
      branch: input('branch') || undefined,
      tag: input('tag') || undefined,
      message: input('message') || undefined,
      author: await readAuthor({ env: io.env, cwd, given: {} }),
      forge: mode === 'pull-request' ? await openForge(runner, remote) : undefined,
      env: runner.gitEnvironment(),
      onProgress: (line) => printLine(io, line),
    });
    const { added, unchanged, branch, commit = '', pullRequest } = report;
    for (const problem of reportProblems(report.warnings, { strict: false })) {
      annotateProblem(runner, problem);
    }
    printLine(io, `${count(added.length, 'version')} added, ${unchanged.length} there already`);
    const outputs = {
      commit,
      branch,
      added: listOutput(added.map(labelOf).sort()),
      unchanged: listOutput(unchanged.map(labelOf).sort()),
      'pull-request-url': pullRequest?.url ?? '',
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

function linesOf(text: string): readonly string[] {
  const lines = text.split('\n').map((line) => line.trim());
  return lines.filter((line) => line !== '');
}

/** `acme/registry` is on the same server as the workflow. */
async function registryOf({ io, input, variable }: Runner): Promise<string> {
  const given = input('registry') || variable('GITHUB_REPOSITORY');
  if (/^[\w.-]+\/[\w.-]+$/.test(given)) return `${variable('GITHUB_SERVER_URL')}/${given}.git`;
  return remoteOf(given, io);
}

/** The API of the workflow's own server is known; any other forge is known by its host. */
function openForge({ variable, secret }: Runner, remote: string): Promise<Forge> {
  const isHere = remote.startsWith(`${variable('GITHUB_SERVER_URL')}/`);
  return forgeFor(remote, {
    api: isHere ? variable('GITHUB_API_URL') : undefined,
    env: { STILLPACK_FORGE_TOKEN: secret('token') },
  });
}
