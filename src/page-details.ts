// What a package's pages show beyond the model, from the bytes of its tarballs: found out once, and kept.
import type { BuildContext } from './build-context.ts';
import { sha256Hex } from './digest.ts';
import { own, isJsonObject } from './json.ts';
import type { Package, PackageVersion } from './model/package.ts';
import { manifestIn } from './model/version-fragment.ts';
import type { HtmlBlock } from './readme/html-block.ts';
import type { DocumentKind, ReadmeInput } from './readme/rendered-readme.ts';
import { changesBetween } from './site/package/changes.ts';
import type { VersionDetails } from './site/package/version-details.ts';
import { detailedVersions, previousOf } from './site/package/shown-versions.ts';
import { readTarballDetails, type TarballDetails } from './site/package/tarball-details.ts';
import type { Version } from './version.ts';

/** Bytes of a tarball that is taken apart for its page: it is whole in memory then. */
const largestTarball = 16 * 2 ** 20;

export type DetailsByVersion = ReadonlyMap<Version, VersionDetails>;

/** Of the versions that have a page. Throws BYTES_LOST. */
export async function pageDetailsOf(
  context: BuildContext,
  pkg: Package,
): Promise<DetailsByVersion> {
  const { site } = context.options.content;
  const found = new Map<Version, VersionDetails>();
  if (site === undefined) return found;
  const documents = createDocuments(context, site.images);
  for (const version of detailedVersions(pkg, site.versions)) {
    const facts = await tarballFactsOf(context, version, previousOf(pkg, version.version));
    const { changelog, ...rest } = facts;
    found.set(version.version, {
      ...rest,
      readme: await documents.readmeOf(version),
      changelog: changelog && (await documents.changelogOf(version, changelog)),
    });
  }
  return found;
}

type TarballFacts = Pick<VersionDetails, 'changes'> & Pick<TarballDetails, 'changelog'>;

const noFacts: TarballFacts = { changes: undefined, changelog: undefined };

/** A function of both tarballs' bytes, which are unpacked once more only where they have something to tell. */
async function tarballFactsOf(
  { state }: BuildContext,
  version: PackageVersion,
  previous: PackageVersion | undefined,
): Promise<TarballFacts> {
  if (previous === undefined && !version.fragment.hasChangelog) return noFacts;
  const key = `tarball ${version.fragment.integrity} ${previous?.fragment.integrity ?? ''}`;
  const kept = await state.readDerived(key);
  // This program wrote it under that key.
  if (kept !== undefined) return kept as TarballFacts;
  const tarball = await detailsOf(version);
  if (tarball === undefined) return noFacts;
  const before = previous && (await detailsOf(previous));
  const facts = {
    changelog: tarball.changelog,
    changes:
      before &&
      changesBetween(
        { fragment: previous.fragment, tarball: before },
        { fragment: version.fragment, tarball },
      ),
  };
  await state.writeDerived(key, facts);
  return facts;
}

/** `undefined` for one that is too large to be looked at, or not here. */
async function detailsOf({ file, fragment }: PackageVersion): Promise<TarballDetails | undefined> {
  if (fragment.size > largestTarball) return undefined;
  const { bytes } = await file.read();
  return bytes && readTarballDetails(bytes);
}

interface Documents {
  readmeOf(version: PackageVersion): Promise<HtmlBlock | undefined>;
  changelogOf(
    version: PackageVersion,
    changelog: NonNullable<TarballDetails['changelog']>,
  ): Promise<HtmlBlock | undefined>;
}

/** HTML of texts, each rendered once: many versions have the same README. */
function createDocuments(
  { state, readmes }: BuildContext,
  images: ReadmeInput['images'],
): Documents {
  const rendered = (kind: DocumentKind, input: ReadmeInput): Promise<HtmlBlock> =>
    kind === 'readme' ? readmes.render(input) : readmes.renderChangelog(input);

  async function htmlOf(
    kind: DocumentKind,
    {
      digest,
      read,
      ...input
    }: Omit<ReadmeInput, 'images' | 'text'> & {
      /** Of the text. */
      readonly digest: string;
      readonly read: () => Promise<string>;
    },
  ): Promise<HtmlBlock | undefined> {
    const key = `${kind} ${digest} ${JSON.stringify([images, input])}`;
    const kept = await state.readDerived(key);
    // This program wrote it under that key.
    const block =
      (kept as HtmlBlock | undefined) ??
      (await rendered(kind, { ...input, images, text: await read() }));
    if (kept === undefined) await state.writeDerived(key, block);
    return block.utf8.length === 0 ? undefined : block;
  }
  return {
    async readmeOf(version) {
      const { readme } = version.fragment;
      if (readme === undefined) return undefined;
      const { digest, ...file } = readme;
      const repository = repositoryOf(version);
      return htmlOf('readme', { ...file, digest, repository, read: () => version.readme() });
    },
    changelogOf: (version, { fileName, text }) =>
      htmlOf('changelog', {
        digest: sha256Hex(text),
        fileName,
        repository: repositoryOf(version),
        read: () => Promise.resolve(text),
      }),
  };
}

/** As package.json has it, normalised. */
function repositoryOf({ fragment }: PackageVersion): ReadmeInput['repository'] {
  const repository = own(manifestIn(fragment), 'repository');
  if (!isJsonObject(repository)) return undefined;
  const [url, directory] = [own(repository, 'url'), own(repository, 'directory')];
  if (typeof url !== 'string') return undefined;
  return { url, directory: typeof directory === 'string' ? directory : undefined };
}
