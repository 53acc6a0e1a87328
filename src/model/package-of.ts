// A folder of the repository becomes a package.
import { compareText } from '../compare.ts';
import { type Problem, problem } from '../problems.ts';
import { legacyNameProblems } from './legacy-name.ts';
import type { FileBytes, PackageFolder } from '../source/snapshot.ts';
import { type AdmittedVersion, admitVersions } from './admitted-versions.ts';
import { deprecationsOf } from './deprecations.ts';
import { type Directory, personNamed } from './directory.ts';
import { distTagsOf } from './dist-tags.ts';
import type { ExaminedFile } from './examined-file.ts';
import { defaultMeta, type Meta, parseMeta, type ParsedMeta } from './meta.ts';
import type { Package, PackageVersion } from './package.ts';
import { collaboratorsOf, maintainersOf, publisherOf } from './people.ts';
import { timeOf } from './time.ts';

export interface PackageInput {
  readonly folder: PackageFolder;
  /** By the tarball's path; a file without one has a problem of its own already. */
  readonly examined: ReadonlyMap<string, ExaminedFile>;
  /** The bytes of meta.json; `undefined` when the folder has none. */
  readonly meta: FileBytes | undefined;
  readonly directory: Directory;
}

export interface PackageResult {
  /** `undefined` when no version is left: the registry then answers 404 for the name. */
  readonly package: Package | undefined;
  /** What this stage found; problems of bytes and archives come from the stages before it. */
  readonly problems: readonly Problem[];
}

/**
 * The package that a folder holds. A version with a problem is left out, the others stay; META_INVALID leaves out
 * the whole package, because tombstones and access are not known without the file.
 */
export function packageOf(input: PackageInput): PackageResult {
  const { folder, examined, directory } = input;
  const path = folder.meta?.path ?? `${folder.path}/meta.json`;
  const { meta, problem: invalid } = metaIn(path, input.meta);
  if (meta === undefined) return { package: undefined, problems: [invalid] };

  const unpublished = new Set(meta.unpublished.keys());
  const {
    versions: admitted,
    claimed,
    problems,
  } = admitVersions({ folder, examined, unpublished });
  const deprecations = deprecationsOf({ path, entries: meta.deprecated, versions: claimed });
  const versions = admitted.map((each) =>
    versionOf(each, { meta, directory, deprecated: deprecations.messages.get(each.version) }),
  );
  const people = maintainersOf({
    directory,
    name: folder.name,
    path,
    listed: meta.maintainers,
    publishers: versions.map(({ publisher }) => publisher),
  });
  const tags = distTagsOf({ path, tags: meta.distTags, versions, claimed: new Set(claimed) });
  const found = [
    ...legacyNameProblems(folder.name, folder.path),
    ...problems,
    ...deprecations.problems,
    ...tags.problems,
    ...people.problems,
    ...crowdProblems(people.maintainers.length, path),
  ];
  const times = versions.map(({ time }) => time).sort(compareText);
  const [created] = times;
  if (created === undefined) return { package: undefined, problems: found };
  return {
    package: {
      name: folder.name,
      versions,
      distTags: tags.distTags,
      created,
      modified: latestTime([timeOf(folder.history.modified), ...times]),
      maintainers: people.maintainers
        .slice(0, maxMaintainers)
        .map((login) => personNamed(directory, login)),
      collaborators: collaboratorsOf(directory, folder.name, people.maintainers),
      access: meta.access,
      stars: meta.stars,
      revision: folder.history.revision,
      unpublished: meta.unpublished,
    },
    problems: found,
  };
}

/** Every version repeats them. */
const maxMaintainers = 100;

function crowdProblems(count: number, path: string): readonly Problem[] {
  if (count <= maxMaintainers) return [];
  const message = `Of ${count} maintainers the documents name the first ${maxMaintainers}; all of them may write.`;
  return [problem('MAINTAINERS_MANY', path, message)];
}

function metaIn(path: string, bytes: FileBytes | undefined): ParsedMeta {
  return bytes === undefined ? { meta: defaultMeta } : parseMeta(path, bytes);
}

function versionOf(
  { version, file, fragment, readme, provenance }: AdmittedVersion,
  facts: {
    readonly meta: Meta;
    readonly directory: Directory;
    readonly deprecated: string | undefined;
  },
): PackageVersion {
  const notes = facts.meta.versions.get(version);
  const { author, date } = file.landed;
  return {
    version,
    fragment,
    readme,
    file,
    provenance,
    time: notes?.time ?? timeOf(date),
    publisher: publisherOf(facts.directory, { author, noted: notes?.publisher }),
    deprecated: facts.deprecated,
    gitHead: notes?.gitHead,
  };
}

/**
 * Never earlier than a version's own time: pnpm 10–12 reads `modified` before it asks for `time`, and takes every
 * version for older.
 */
function latestTime(times: readonly string[]): string {
  return times.reduce((latest, time) => (time > latest ? time : latest));
}
