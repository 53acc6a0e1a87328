// One package into the output folder, and what is kept of it.
import type { FolderHistory } from './source/landing.ts';
import { type BuildContext, documentOptionsOf, type PlacedContext } from './build-context.ts';
import { type ExaminedPackage, examinePackage, type Spool } from './examine-package.ts';
import type { Package } from './model/package.ts';
import { type PackageFacts, packageFactsOf } from './model/package-facts.ts';
import { type PackageSummary, summaryOf } from './model/summary.ts';
import type { OutputFile } from './output/output-file.ts';
import { documentsOf } from './output/package-documents.ts';
import type { Ahead } from './map-in-order.ts';
import type { PackageName } from './package-name.ts';
import type { Problem } from './problems.ts';
import type { PackageFolder } from './source/snapshot.ts';
import type { PackageState } from './state/package-state.ts';
import type { Change } from './write/sync-files.ts';
import { placeFiles } from './write/place-files.ts';
import { type DetailsByVersion, pageDetailsOf } from './page-details.ts';

export interface WrittenPackage {
  readonly name: PackageName;
  /** `undefined` when it is not in the registry. */
  readonly summary: PackageSummary | undefined;
  /** For the website's lists, where there is one. */
  readonly facts: PackageFacts | undefined;
  readonly problems: readonly Problem[];
  readonly change: Change;
  /** As in ExaminedPackage. */
  readonly isOverruled: boolean;
}

/**
 * Packages that are examined at a time, by the number of their tarballs: enough to keep every thread
 * busy while one of them is on a large tarball, and for one thread as many as hide the time that git needs to answer.
 */
export function aheadOf(jobs: number): Ahead<PackageFolder> {
  const ahead = jobs > 1 ? jobs * 128 : 8;
  return { ahead, weigh: ({ tarballs }) => 1 + tarballs.length };
}

export interface ExaminedAndHeld extends ExaminedPackage {
  /** For its pages. */
  readonly details: DetailsByVersion;
  /** Of the bytes that are held until the package is written. */
  readonly release: () => void;
}

export async function examine(
  context: BuildContext,
  given: PackageFolder,
): Promise<ExaminedAndHeld> {
  const { directory, state, output, heldBytes, examiner, gate } = context;
  const { content } = context.options;
  const published = await output.published(given.name);
  const { folder, release, spooled } = heldBytes.hold(given);
  const spool: Spool = {
    fileFor: async ({ version, pointerUrl }) => {
      const isLinked = content.pointers === 'redirect' && pointerUrl !== undefined;
      return isLinked || published.has(version) ? undefined : output.spool();
    },
    keep: spooled,
  };
  const options = { directory, state, published, examiner, gate, spool };
  const examined = await examinePackage(folder, options);
  const { package: pkg } = examined;
  const details =
    pkg !== undefined && isShown(pkg, content) ? await pageDetailsOf(context, pkg) : noDetails;
  return { ...examined, details, release };
}

const noDetails: DetailsByVersion = new Map();

/** Makes the package's files what they should be; a package that has no version left loses them. */
export async function writePackage(
  context: PlacedContext,
  examined: ExaminedAndHeld,
): Promise<WrittenPackage> {
  try {
    return await writeExamined(context, examined);
  } finally {
    examined.release();
  }
}

async function writeExamined(
  context: PlacedContext,
  examined: ExaminedAndHeld,
): Promise<WrittenPackage> {
  const { output, state, options } = context;
  const { folder, files, isOverruled, details, package: pkg } = examined;
  const { name, history } = folder;
  if (pkg === undefined) {
    const { problems } = examined;
    await state.writePackage(name, { history, files, summary: undefined, problems });
    const change = await output.removePackage(name);
    return { name, summary: undefined, facts: undefined, problems, change, isOverruled };
  }
  const documents = [
    ...(await documentsOf(pkg, documentOptionsOf(options))),
    ...(await pagesOf(context, pkg, details)),
  ];
  const placed = placeFiles(options.preset.layout, documents, options.content);
  const change = await output.writePackage(name, placed.files, publishedIn(pkg));
  const problems = [...examined.problems, ...placed.problems];
  const summary = summaryOf(pkg);
  const facts = context.site && packageFactsOf(pkg);
  await state.writePackage(name, { history, files, summary, facts, problems });
  return { name, summary, facts, problems, change, isOverruled };
}

/** None where there is no website, nor for a package that not every reader may know of. */
async function pagesOf(
  { site }: PlacedContext,
  pkg: Package,
  details: DetailsByVersion,
): Promise<readonly OutputFile[]> {
  if (site === undefined || !isShown(pkg, site)) return [];
  // Loaded when needed: what draws plots, badges and feeds takes longer to load than an empty registry to build.
  const pages = await import('./build-pages.ts');
  return pages.pagesOf(site, pkg, details);
}

/** Whether readers of the website may know of the package. */
function isShown(
  { access }: Pick<Package, 'access'>,
  options: { readonly protected: boolean },
): boolean {
  return options.protected || access === 'public';
}

/** What may not change any more; an uncommitted tarball may. */
function publishedIn({ versions }: Package): ReadonlyMap<string, string> {
  const committed = versions.filter(({ file }) => !file.uncommitted);
  return new Map(committed.map(({ version, fragment }) => [version, fragment.integrity]));
}

/** Removes a package that has no place, or holds nothing any more; of its history all is kept, should it come back. */
export async function removePackage(
  { output, state }: BuildContext,
  name: PackageName,
  history: FolderHistory,
): Promise<WrittenPackage> {
  const gone: PackageState = { history, files: new Map(), summary: undefined, problems: [] };
  await state.writePackage(name, gone);
  const change = await output.removePackage(name);
  const none = { summary: undefined, facts: undefined, problems: [] };
  return { name, ...none, change, isOverruled: false };
}
