import { StillpackError } from '../../errors.ts';

/** GIT_MISSING: the git program was asked for, or needed, and is not on PATH. */
export function gitMissing(): StillpackError {
  return new StillpackError('GIT_MISSING', 'The git program is not on PATH.', {
    hint: 'Install git, or use `--engine isomorphic-git`.',
  });
}
