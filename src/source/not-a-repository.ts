import { StillpackError } from '../errors.ts';

/** NOT_A_REPOSITORY: neither `repo` nor a folder above it is one. */
export function notARepository(repo: string): StillpackError {
  return new StillpackError('NOT_A_REPOSITORY', `${repo} is not in a git repository.`, {
    path: repo,
    hint: 'Run `stillpack init` to make a registry repository, or name one with --repo.',
  });
}
