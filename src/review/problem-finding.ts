// What a build or an upload calls a problem, as a finding.
import type { Problem, ProblemCode } from '../problems.ts';
import { isPointerPath } from '../source/package-path.ts';
import type { CheckId } from '../policy/check-id.ts';
import { type Finding, finding } from './finding.ts';

const checks: Readonly<Record<ProblemCode, CheckId>> = {
  ADVISORY_INVALID: 'meta-invalid',
  ARCHIVE_LIMIT: 'tarball-limit',
  BYTES_MISMATCH: 'tarball-unfetched',
  BYTES_NOT_FETCHED: 'tarball-unfetched',
  COMMIT_DATE: 'policy-changed',
  DEPRECATION_LIMIT: 'meta-invalid',
  ENTRY_DUPLICATE: 'tarball-entry',
  ENTRY_LINK: 'tarball-entry',
  ENTRY_NAME: 'tarball-entry',
  ENTRY_TYPE: 'tarball-entry',
  ENTRY_UNSAFE: 'tarball-entry',
  FILE_TOO_LARGE: 'tarball-limit',
  FILE_UNEXPECTED: 'files-unexpected',
  GZIP_CORRUPT: 'tarball-unreadable',
  GZIP_TRAILING: 'tarball-unreadable',
  HISTORY_REWRITTEN: 'policy-changed',
  HOST_LIMIT: 'tarball-limit',
  LEGACY_NAME: 'name-invalid',
  LOOSE_VERSION: 'version-invalid',
  MAINTAINERS_MANY: 'meta-invalid',
  MANIFEST_AMBIGUOUS: 'manifest-invalid',
  MANIFEST_ENCODING: 'manifest-invalid',
  MANIFEST_INVALID: 'manifest-invalid',
  MANIFEST_MISSING: 'manifest-invalid',
  META_INVALID: 'meta-invalid',
  META_STALE: 'tag-dangling',
  NAME_INVALID: 'name-invalid',
  NAME_MISMATCH: 'path-mismatch',
  NAME_RESERVED: 'name-invalid',
  NAME_TWIN: 'name-similar',
  ORG_INVALID: 'meta-invalid',
  OUTPUT_CLASH: 'name-invalid',
  PACKUMENT_LIMIT: 'tarball-limit',
  POINTER_INVALID: 'tarball-unfetched',
  PROGRAM_VERSION: 'policy-changed',
  PROVENANCE_INVALID: 'provenance-invalid',
  RECORD_DAMAGED: 'policy-changed',
  REPOSITORY_LARGE: 'tarball-limit',
  ROOT_MULTIPLE: 'tarball-root',
  TAG_PINNED: 'tag-dangling',
  TARBALL_MANGLED: 'tarball-unreadable',
  TARBALL_NOT_A_FILE: 'special-file',
  TAR_CORRUPT: 'tarball-unreadable',
  TAR_TRAILING: 'tarball-unreadable',
  USER_INVALID: 'meta-invalid',
  VERSION_CHANGED: 'version-changed',
  VERSION_DUPLICATE: 'version-exists',
  VERSION_EXISTS: 'version-exists',
  VERSION_INVALID: 'version-invalid',
  VERSION_MISMATCH: 'path-mismatch',
  VERSION_UNPUBLISHED: 'version-exists',
};

/**
 * What is refused where versions enter blocks here, too. But a review asks no address that a change names, so that of
 * what a pointer stands for elsewhere, somebody else has to make sure.
 */
export function findingOf({ code, severity, path, message, hint }: Problem): Finding {
  const isElsewhere = code === 'BYTES_NOT_FETCHED' && isPointerPath(path);
  const level = severity === 'warning' ? 'warning' : isElsewhere ? 'person' : 'block';
  return finding(checks[code], { path, message, advice: hint, level });
}
