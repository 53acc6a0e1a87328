// Git itself finds the repository, and refuses one that belongs to somebody else (safe.directory).
import { resolve } from 'node:path';
import type { Environment } from '../environment.ts';
import { type GitEngine, oidOf } from '../git-engine.ts';
import { notARepository } from '../not-a-repository.ts';
import { gitEnvironment } from './git-environment.ts';
import { createGitProgram, gitFailed, type GitOutcome } from './git-program.ts';

type Place = Pick<
  GitEngine,
  'gitDir' | 'commonDir' | 'workTree' | 'objectFormat' | 'headWhenOpened'
>;

/** The last one fails where there is no work tree. */
const placeQuestions = ['--absolute-git-dir', '--git-common-dir', '--show-toplevel'] as const;

/** Answered in this order. Git stops at HEAD where it names no commit. */
const questions = [
  '--show-object-format',
  '--is-inside-work-tree',
  ...placeQuestions.slice(0, 2),
  'HEAD^{commit}',
  ...placeQuestions.slice(2),
] as const;

/** Where the repository is that `repo` lies in. Throws NOT_A_REPOSITORY, GIT_FAILED. */
export async function locate(options: {
  readonly repo: string;
  /** Absolute path of the git program. */
  readonly program: string;
  readonly env: Environment;
}): Promise<Place> {
  const cwd = resolve(options.repo);
  const { program } = options;
  const git = createGitProgram({ program, env: gitEnvironment(options.env, false), cwd });
  const ask = (...asked: readonly string[]): Promise<GitOutcome> =>
    git.run(['rev-parse', ...asked]);
  const answer = await ask(...questions);
  const lines = linesOf(answer);
  const [format, inside] = lines;
  if (inside === undefined) throw refusal(options.repo, answer);
  const hasWorkTree = inside === 'true';
  const headWhenOpened = oidOf(lines[4] ?? '');
  let [gitDir = '', commonDir = '', , workTree = ''] = lines.slice(2);
  // A path may hold a line end, or HEAD name nothing: then each is asked for alone.
  if (headWhenOpened === undefined || lines.length !== questions.length - (hasWorkTree ? 0 : 1)) {
    const paths = placeQuestions.slice(0, hasWorkTree ? 3 : 2);
    const alone = await Promise.all(paths.map((question) => ask(question)));
    [gitDir = '', commonDir = '', workTree = ''] = alone.map((each) => linesOf(each).join('\n'));
  }
  if (gitDir === '' || commonDir === '' || (hasWorkTree && workTree === '')) {
    throw refusal(options.repo, answer);
  }
  return {
    gitDir: resolve(gitDir),
    commonDir: resolve(cwd, commonDir),
    workTree: hasWorkTree ? resolve(workTree) : undefined,
    objectFormat: format === 'sha256' ? 'sha256' : 'sha1',
    headWhenOpened,
  };
}

function linesOf({ stdout }: GitOutcome): readonly string[] {
  const text = stdout.toString('utf8').replace(/\r?\n$/, '');
  return text === '' ? [] : text.split(/\r?\n/);
}

function refusal(repo: string, { stderr }: GitOutcome): Error {
  return stderr.includes('not a git repository')
    ? notARepository(repo)
    : gitFailed(['rev-parse'], stderr);
}
