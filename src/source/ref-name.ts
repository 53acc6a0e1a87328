// One reading of `--ref` for both engines.
import { StillpackError } from '../errors.ts';

/** What a ref may mean, in git's order of preference. */
export type RefName =
  | { readonly kind: 'head' }
  | { readonly kind: 'oid'; readonly oid: string }
  | {
      readonly kind: 'name';
      /** Full ref names to try; the first that exists is meant. */
      readonly candidates: readonly string[];
      /** When none exists: the beginning of an object id. */
      readonly shortOid: string | undefined;
    };

/**
 * Reads a ref as `gitrevisions` does, without its expressions (`HEAD~1`, `main@{yesterday}`), which the
 * embedded engine could not follow. Throws REF_UNKNOWN for what git never accepts as a name (git check-ref-format).
 */
export function parseRefName(ref: string): RefName {
  if (ref === 'HEAD' || ref === '@') return { kind: 'head' };
  if (/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/i.test(ref)) {
    return { kind: 'oid', oid: ref.toLowerCase() };
  }
  if (!isRefName(ref)) throw refUnknown(ref);
  const candidates = ref.startsWith('refs/')
    ? [ref]
    : [`refs/${ref}`, `refs/tags/${ref}`, `refs/heads/${ref}`, `refs/remotes/${ref}`];
  return {
    kind: 'name',
    candidates: [...candidates, `refs/remotes/${ref}/HEAD`],
    shortOid: /^[0-9a-f]{4,}$/i.test(ref) ? ref.toLowerCase() : undefined,
  };
}

/** REF_UNKNOWN for `ref`. */
export function refUnknown(ref: string): StillpackError {
  return new StillpackError(
    'REF_UNKNOWN',
    `${JSON.stringify(ref)} names no commit of this repository.`,
    {
      hint: 'Name a branch, a tag or a commit id; `git rev-parse` turns an expression such as HEAD~1 into one.',
    },
  );
}

/** NO_COMMITS: the branch that HEAD names does not exist yet. */
export function noCommits(path: string): StillpackError {
  return new StillpackError('NO_COMMITS', 'The repository has no commit yet.', {
    path,
    hint: 'Commit something first; `stillpack init` makes a registry repository with a first commit.',
  });
}

function isRefName(ref: string): boolean {
  if (ref === '' || /^[-/]|[/.]$/.test(ref)) return false;
  return !/[\p{Cc} ~^:?*[\\]|\.\.|@\{|\/\/|(?:^|\/)\.|\.lock(?:\/|$)/u.test(ref);
}
