// A provenance: a sigstore bundle in which a CI service says where and from what a tarball was built (SLSA).
import { hexOfSha512 } from '../integrity.ts';
import { isJsonObject, type JsonObject, own } from '../json.ts';
import type { PackageName } from '../package-name.ts';
import { parseJson } from '../parse-json.ts';
import { type Problem, problem } from '../problems.ts';
import { maxProvenanceBytes } from '../source/byte-limits.ts';
import type { FileBytes } from '../source/snapshot.ts';
import type { Version } from '../version.ts';

export interface Provenance {
  /** `https://slsa.dev/provenance/v1` */
  readonly predicateType: string;
  /** As it was published. */
  readonly bundle: JsonObject;
}

/** What a provenance has to be of. */
export interface ProvenanceSubject {
  readonly name: PackageName;
  readonly version: Version;
  /** `sha512-…`, of the packed bytes. */
  readonly integrity: string;
}

export type ParsedProvenance =
  | { readonly provenance: Provenance; readonly problem?: undefined }
  | { readonly problem: Problem; readonly provenance?: undefined };

/** GitHub's have a dozen levels. */
const maxDepth = 64;

/** npm 9–11 sign v1 on GitHub and v0.2 on GitLab. Anything else is another statement, which the registry itself may make. */
const provenanceType = /^https:\/\/slsa\.dev\/provenance\/v\d{1,3}(?:\.\d{1,3})?$/;

/**
 * PROVENANCE_INVALID for anything but a bundle with a signed statement of provenance about this very tarball: what
 * npm 11 checks in a `--provenance-file` (libnpmpublish, lib/provenance.js), but for the signatures, which say nothing
 * that whoever installs the package should take from the registry's word.
 */
export function parseProvenance(
  path: string,
  bytes: FileBytes,
  subject: ProvenanceSubject,
): ParsedProvenance {
  const parsed = bundleIn(bytes);
  if (typeof parsed === 'string') return invalid(path, parsed);
  const statement = statementIn(parsed);
  if (typeof statement === 'string') return invalid(path, statement);
  const predicateType = own(statement, 'predicateType');
  if (typeof predicateType !== 'string' || !provenanceType.test(predicateType)) {
    return invalid(path, 'holds a statement that is no SLSA provenance');
  }
  const fault = subjectFault(own(statement, 'subject'), subject);
  if (fault !== undefined) return invalid(path, fault);
  return { provenance: { predicateType, bundle: parsed } };
}

/** A sentence's end says what is wrong. */
function bundleIn(bytes: FileBytes): JsonObject | string {
  const isTooLarge = bytes === 'too-large' || bytes.length > maxProvenanceBytes;
  if (isTooLarge) return `has more than ${maxProvenanceBytes} bytes`;
  if (bytes === 'not-a-blob') return 'is no file in git';
  const { value, fault } = parseJson(bytes, { uniqueKeys: true, maxDepth });
  if (fault !== undefined) return fault;
  if (!isJsonObject(value)) return 'is not a JSON object';
  const mediaType = own(value, 'mediaType');
  if (typeof mediaType !== 'string' || !mediaType.startsWith('application/vnd.dev.sigstore.bundle'))
    return 'is no sigstore bundle';
  return isJsonObject(own(value, 'verificationMaterial')) ? value : 'has no verificationMaterial';
}

/** The in-toto statement that is signed (DSSE). */
function statementIn(bundle: JsonObject): JsonObject | string {
  const envelope = own(bundle, 'dsseEnvelope');
  if (!isJsonObject(envelope)) return 'has no dsseEnvelope';
  const signatures = own(envelope, 'signatures');
  // npm reads the first without a look.
  if (!Array.isArray(signatures) || !isJsonObject(signatures[0])) return 'is not signed';
  if (own(envelope, 'payloadType') !== 'application/vnd.in-toto+json') {
    return 'holds no in-toto statement';
  }
  const payload = own(envelope, 'payload');
  if (typeof payload !== 'string') return 'has no payload';
  const rules = { uniqueKeys: true, maxDepth };
  const { value, fault } = parseJson(Buffer.from(payload, 'base64'), rules);
  if (fault !== undefined) return `has a payload that ${fault}`;
  return isJsonObject(value) ? value : 'has a payload that is not a JSON object';
}

function subjectFault(
  subjects: unknown,
  { name, version, integrity }: ProvenanceSubject,
): string | undefined {
  const [subject, ...others] = Array.isArray(subjects) ? (subjects as unknown[]) : [];
  if (!isJsonObject(subject) || others.length > 0) return 'does not speak of exactly one subject';
  const purl = `pkg:npm/${name.replace(/^@/, '%40')}@${version}`;
  const named = own(subject, 'name');
  if (named !== purl) return `speaks of ${JSON.stringify(named)}, not of ${purl}`;
  const digest = own(subject, 'digest');
  const sha512 = isJsonObject(digest) ? own(digest, 'sha512') : undefined;
  return sha512 === hexOfSha512(integrity) ? undefined : `speaks of other bytes than the tarball's`;
}

function invalid(path: string, what: string): ParsedProvenance {
  return { problem: problem('PROVENANCE_INVALID', path, `${path} ${what}.`) };
}
