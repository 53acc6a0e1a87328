// The plan of `stillpack add`: tarballs that passed inspection become a Change, or reasons to refuse them.
import type { DistTag } from '../dist-tag.ts';
import type { Tarball } from '../inspect/tarball.ts';
import { legacyNameProblems } from '../model/legacy-name.ts';
import { parseProvenance } from '../model/provenance.ts';
import type { PackageName } from '../package-name.ts';
import { problem, type Problem } from '../problems.ts';
import { provenancePathOf } from '../source/package-path.ts';
import { tarballNameOf } from '../tarball-name.ts';
import type { Version } from '../version.ts';
import { createAddMessage, type PublishedVersion } from './add-message.ts';
import type { Change, ChangedFile } from './change.ts';
import { checkNameClashes, checkVersionClashes, type NameClashes } from './check-clashes.ts';
import { checkNewName } from './new-name.ts';
import { type PackageState, tagVersions } from './tag-version.ts';

/** A tarball of the repository, now or in its history, that has a candidate's name and version. */
export interface KnownTarball {
  readonly path: string;
  readonly place: 'commit' | 'history' | 'work tree';
  /** Its bytes are the candidate's. */
  readonly identical: boolean;
  /** What names its bytes: the integrity, or where they are not here, what git holds in their place. */
  readonly hash: string;
}

export interface AddCandidate {
  /** As the user named it. */
  readonly file: string;
  readonly bytes: Uint8Array;
  readonly tarball: Tarball;
  readonly known: readonly KnownTarball[];
  /** Goes along with a version that is added; one that is there keeps what it has. @default none */
  readonly provenance?: OfferedProvenance | undefined;
}

export interface OfferedProvenance {
  /** For messages. */
  readonly file: string;
  readonly bytes: Uint8Array | 'too-large';
}

export interface AddRequest {
  /** In the order they were asked for. */
  readonly candidates: readonly AddCandidate[];
  /** The state of each package that a candidate belongs to and that the repository has already. */
  readonly packages: ReadonlyMap<PackageName, PackageState>;
  /** Every package of the repository. */
  readonly names: readonly PackageName[];
  readonly nameClashes: NameClashes;
  readonly tag: DistTag | undefined;
}

/** A version that was asked for, and where its file is or will be. */
export interface PlacedVersion {
  readonly file: string;
  readonly path: string;
  readonly name: PackageName;
  readonly version: Version;
  /** Packed bytes. */
  readonly size: number;
  readonly integrity: string;
}

export interface AddPlan {
  /** `undefined` when there is nothing to do, or when something is refused. */
  readonly change: Change | undefined;
  readonly added: readonly PlacedVersion[];
  /** Committed before, with the same bytes. */
  readonly unchanged: readonly PlacedVersion[];
  /** What `latest` goes on to be, where a version with a tag of its own is higher. */
  readonly latestKept: readonly PublishedVersion[];
  /** Warnings, and reasons to refuse the whole request: then there is no change. */
  readonly problems: readonly Problem[];
}

/**
 * Plans all candidates or none. An ordinary plan adds exactly one file for each version. PROVENANCE_INVALID for a
 * provenance that is not of its tarball.
 */
export function planAdd(request: AddRequest): AddPlan {
  const { candidates, tag } = request;
  const problems = [...checkNames(request), ...candidates.flatMap((each) => checkKnown(each))];
  problems.push(...checkTombstones(request), ...candidates.flatMap(checkProvenance));
  const { distinct, clashes } = withoutRepeats(candidates);
  problems.push(...clashes);
  const added = distinct.filter((each) => !isCommitted(each));
  const unchanged = distinct.filter(isCommitted);
  problems.push(
    ...checkVersionClashes(
      added.map(({ file, tarball: { name, version } }) => ({ file, name, version })),
      request.packages,
    ),
  );
  const tagging = tagVersions({ ...request, versions: distinct.map(({ tarball }) => tarball) });
  problems.push(...tagging.warnings);

  const isRefused = problems.some(({ severity }) => severity !== 'warning');
  const files: ChangedFile[] = [...added.flatMap(filesOf), ...tagging.files];
  const message = createAddMessage({
    published: added.map(({ tarball }) => tarball),
    tagged: tag === undefined ? [] : unchanged.map(({ tarball }) => tarball),
    latestKept: tagging.latestKept,
    tag,
  });
  return {
    change: isRefused || files.length === 0 ? undefined : { files, message },
    added: added.map(placedVersion),
    unchanged: unchanged.map(placedVersion),
    latestKept: tagging.latestKept,
    problems,
  };
}

/** Names that the repository has are not judged again; new ones also against each other. */
function checkNames({ candidates, names, nameClashes }: AddRequest): readonly Problem[] {
  const problems: Problem[] = [];
  const taken = [...names];
  const unobjected: { readonly file: string; readonly name: PackageName }[] = [];
  for (const { file, tarball } of candidates) {
    const { name } = tarball;
    if (taken.includes(name)) continue;
    const objections = checkNewName(name, taken, file);
    problems.push(...legacyNameProblems(name, file), ...objections);
    // A twin mostly clashes as well: one reason is enough.
    if (objections.length === 0) unobjected.push({ file, name });
    taken.push(name);
  }
  return [...problems, ...checkNameClashes(unobjected, { names, clashesOf: nameClashes })];
}

function checkKnown({ file, tarball, known }: AddCandidate): readonly Problem[] {
  const other = known.find(({ identical }) => !identical);
  if (other === undefined) return [];
  return [
    problem(
      'VERSION_EXISTS',
      file,
      `${tarball.name}@${tarball.version} exists with other bytes: ${other.path} (${placeNames[other.place]}) ` +
        `is ${other.hash}, the file is ${tarball.integrity}.`,
    ),
  ];
}

function checkProvenance({ tarball, provenance }: AddCandidate): readonly Problem[] {
  if (provenance === undefined) return [];
  const { problem: found } = parseProvenance(provenance.file, provenance.bytes, tarball);
  return found === undefined ? [] : [found];
}

const placeNames = { commit: 'committed', history: 'in the history', 'work tree': 'not committed' };

function checkTombstones({ candidates, packages }: AddRequest): readonly Problem[] {
  return candidates
    .filter(({ tarball }) => packages.get(tarball.name)?.meta.unpublished.has(tarball.version))
    .map(({ file, tarball }) =>
      problem(
        'VERSION_UNPUBLISHED',
        file,
        `${tarball.name}@${tarball.version} was unpublished: meta.json holds its tombstone.`,
      ),
    );
}

/** One candidate for each version; a second one must have the same bytes. */
function withoutRepeats(candidates: readonly AddCandidate[]): {
  readonly distinct: readonly AddCandidate[];
  readonly clashes: readonly Problem[];
} {
  const first = new Map<string, AddCandidate>();
  const clashes: Problem[] = [];
  for (const candidate of candidates) {
    const { file, tarball } = candidate;
    const spec = `${tarball.name}@${tarball.version}`;
    const earlier = first.get(spec);
    if (earlier === undefined) {
      first.set(spec, candidate);
    } else if (earlier.tarball.integrity !== tarball.integrity) {
      const message = `${spec} is also ${earlier.file}, with other bytes: ${earlier.tarball.integrity} and ${tarball.integrity}.`;
      clashes.push(problem('VERSION_EXISTS', file, message));
    }
  }
  return { distinct: [...first.values()], clashes };
}

function isCommitted({ known }: AddCandidate): boolean {
  return known.some(({ place }) => place === 'commit');
}

/** The tarball, and its provenance beside it. */
function filesOf(candidate: AddCandidate): readonly ChangedFile[] {
  const path = placeOf(candidate);
  const tarball = { path, bytes: candidate.bytes };
  const provenance = candidate.provenance?.bytes;
  // One that is too large is refused.
  if (!(provenance instanceof Uint8Array)) return [tarball];
  return [tarball, { path: provenancePathOf(path), bytes: provenance }];
}

/** Where the same bytes lie already, else the version's own place. */
function placeOf({ known, tarball }: AddCandidate): string {
  const there = known.find(({ place }) => place === 'commit' || place === 'work tree');
  return there?.path ?? `packages/${tarball.name}/${tarballNameOf(tarball.name, tarball.version)}`;
}

function placedVersion(candidate: AddCandidate): PlacedVersion {
  const { name, version, size, integrity } = candidate.tarball;
  return { file: candidate.file, path: placeOf(candidate), name, version, size, integrity };
}
