// The pipeline: source → inspect → model → output → host → write. The only file that knows every stage.
import semver from 'semver';
import { type BuildReport, reportProblems } from './build-report.ts';
import { type Config, configFileName, parseConfig } from './config.ts';
import { configTextOf } from './config-text.ts';
import { refuseUnenforceable } from './enforceable.ts';
import { examinePackage } from './examine-package.ts';
import { nameClashesOf } from './host/clashes.ts';
import type { HostPreset } from './host/host-preset.ts';
import { limitWarnings } from './host/limit-warnings.ts';
import { mapInOrder } from './map-in-order.ts';
import { type Directory, parseDirectory } from './model/directory.ts';
import { type PackageSummary, summaryOf } from './model/summary.ts';
import type { ReadFile } from './model/users.ts';
import {
  type BuildOptions,
  checkAsked,
  type ContentOptions,
  createOptions,
  type Options,
} from './options.ts';
import { documentsOf } from './output/package-documents.ts';
import { registryDocuments } from './output/registry-documents.ts';
import type { PackageName } from './package-name.ts';
import { type Problem, problem } from './problems.ts';
import { programVersion } from './program.ts';
import type { OnProgress } from './progress.ts';
import { oidOf } from './source/git-engine.ts';
import { openEngine } from './source/open-engine.ts';
import { readSnapshot } from './source/read-snapshot.ts';
import type { PackageFolder, Snapshot, SourceFile } from './source/snapshot.ts';
import type { Version } from './version.ts';
import type { BuildRecord } from './write/build-record.ts';
import { sha256Hex } from './digest.ts';
import { checkOutputPlace } from './write/check-output-place.ts';
import { openOutput } from './write/open-output.ts';
import type { OutputFolder, WriteTotals } from './write/output-folder.ts';
import { placeFiles, placeHostFiles } from './write/place-files.ts';

/**
 * Builds the registry of one commit into a folder.
 *
 * A version with a problem is left out and the rest is written; under `strict` any problem, also a warning,
 * writes nothing. Throws a StillpackError when the request itself cannot be met.
 */
export async function build(asked: BuildOptions): Promise<BuildReport> {
  checkAsked(asked);
  const { repo, engine = 'auto', env, ref = 'HEAD', cacheDir } = asked;
  const git = await openEngine({ repo, engine, env });
  let output: OutputFolder | undefined;
  try {
    await checkOutputPlace(asked.out, git);
    output = await openOutput(asked.out, { uncommitted: asked.dirty === true });
    asked.onProgress?.({ stage: 'history', done: 0, total: 0 });
    const sources = { engine: git, cacheDir };
    const lastBuilt = oidOf(output.lastBuild?.commit ?? '');
    let snapshot = await readSnapshot({ ...sources, ref, lastBuilt });
    if (asked.dirty === true) {
      // Loaded when needed: most builds are of a commit alone.
      const { withWorkTree } = await import('./source/work-tree.ts');
      snapshot = await withWorkTree(snapshot, sources);
    }
    const config = parseConfig(await textOf(snapshot.config));
    const options = createOptions(asked, config);
    const { onProgress, now } = asked;
    return await buildSnapshot({ snapshot, config, options, output, onProgress, now });
  } finally {
    await output?.close();
    await git.close();
  }
}

interface Inputs {
  readonly snapshot: Snapshot;
  readonly config: Config;
  readonly options: Options;
  readonly output: OutputFolder;
  readonly onProgress: OnProgress | undefined;
  readonly now: Date | undefined;
}

async function buildSnapshot(inputs: Inputs): Promise<BuildReport> {
  const { snapshot, options } = inputs;
  const { content, preset } = options;
  if (!preset.protectsReading && !content.protected) {
    await refuseUnenforceable(snapshot.outlines(), preset.name);
  }
  if (options.strict) {
    const rehearsed = await writeRegistry({ ...inputs, output: inputs.output.rehearsal() }, preset);
    if (rehearsed.problems.length > 0) return reportOf(inputs, rehearsed, { deployable: false });
  }
  return reportOf(inputs, await writeRegistry(inputs, preset), { deployable: true });
}

interface Written {
  readonly totals: WriteTotals;
  readonly packages: number;
  readonly versions: number;
  readonly problems: readonly Problem[];
}

/** One package at a time, so that memory follows the largest one; then what spans packages. */
async function writeRegistry(inputs: Inputs, preset: HostPreset): Promise<Written> {
  const { snapshot, output, onProgress } = inputs;
  const { content, jobs } = inputs.options;
  const { directory, problems: directoryProblems } = await readDirectory(snapshot);
  const clashes = nameClashesOf([...snapshot.outlines()], { preset, url: content.url });
  const problems = [
    ...snapshot.problems,
    ...versionPinProblems(inputs.config),
    ...dateProblems(snapshot, inputs.now),
    ...directoryProblems,
    ...clashes.values(),
  ];
  const folders = withoutClashes(snapshot.packages(), clashes);
  const total = snapshot.packageCount - clashes.size;
  const documentOptions = {
    baseUrl: content.url,
    tarballUrl: (name: PackageName, version: Version) => preset.layout.tarballUrl(name, version),
    redirectPointers: content.pointers === 'redirect',
    versionDocuments: content.versionDocuments,
    readmeInPackument: content.readmeInPackument,
    abbreviated: preset.negotiates,
  };

  const summaries: PackageSummary[] = [];
  let done = 0;
  const examined = mapInOrder(folders, jobs, (folder) => examinePackage(folder, directory));
  for await (const { package: pkg, problems: found } of examined) {
    problems.push(...found);
    onProgress?.({ stage: 'packages', done: (done += 1), total });
    if (pkg === undefined) continue;
    const placed = placeFiles(preset.layout, await documentsOf(pkg, documentOptions));
    problems.push(...placed.problems);
    problems.push(...(await output.writePackage(pkg.name, placed.files)));
    summaries.push(summaryOf(pkg));
  }

  const documents = registryDocuments({
    summaries,
    directory,
    date: snapshot.date,
    protected: content.protected,
  });
  const placed = placeFiles(preset.layout, documents);
  const hostFiles = placeHostFiles(preset.configFiles({ url: content.url }), snapshot.date);
  await output.writeRegistry([...placed.files, ...hostFiles]);
  const totals = await output.finish(buildRecordOf(snapshot, content));
  problems.push(...placed.problems, ...limitWarnings(totals.site, preset), ...totals.problems);
  return {
    totals,
    packages: summaries.length,
    versions: summaries.reduce((sum, { versionCount }) => sum + versionCount, 0),
    problems,
  };
}

async function* withoutClashes(
  packages: AsyncIterable<PackageFolder>,
  clashes: ReadonlyMap<PackageName, Problem>,
): AsyncGenerator<PackageFolder> {
  for await (const folder of packages) if (!clashes.has(folder.name)) yield folder;
}

async function readDirectory(
  snapshot: Snapshot,
): Promise<{ readonly directory: Directory; readonly problems: readonly Problem[] }> {
  const read = (files: readonly SourceFile[]): Promise<ReadFile[]> =>
    Promise.all(files.map(async (file) => ({ path: file.path, bytes: await file.read() })));
  return parseDirectory({ users: await read(snapshot.users), orgs: await read(snapshot.orgs) });
}

/** stillpack.json pins the program: the same version makes the same bytes. */
function versionPinProblems({ stillpack }: Config): readonly Problem[] {
  if (stillpack === undefined || semver.satisfies(programVersion, stillpack)) return [];
  const message = `This is stillpack ${programVersion}; the registry is built with ${stillpack}.`;
  return [problem('PROGRAM_VERSION', configFileName, message)];
}

/** A clock that is a day wrong is common, and so are time zones. */
const tolerance = 24 * 60 * 60 * 1000;

/** Only said, never acted upon: what is built follows from the commit, not from the clock. */
function dateProblems({ date }: Snapshot, now: Date | undefined): readonly Problem[] {
  if (now === undefined || date.getTime() <= now.getTime() + tolerance) return [];
  const message = `The newest date in the history is ${date.toISOString()}, which is yet to come.`;
  return [problem('COMMIT_DATE', '.', message)];
}

function buildRecordOf(snapshot: Snapshot, content: ContentOptions): BuildRecord {
  return {
    stillpack: programVersion,
    commit: snapshot.commit,
    date: snapshot.date.toISOString(),
    options: sha256Hex(JSON.stringify(content)),
    host: content.host,
    url: content.url.href,
  };
}

function reportOf(
  { snapshot, options }: Inputs,
  { totals, packages, versions, problems: found }: Written,
  { deployable }: { readonly deployable: boolean },
): BuildReport {
  const problems = reportProblems(found, options);
  const { written, kept, removed, bytes } = totals;
  return {
    ok: problems.every(({ severity }) => severity !== 'error'),
    deployable,
    commit: snapshot.commit,
    packages,
    versions,
    files: { written, kept, removed },
    bytes,
    problems,
  };
}

async function textOf(file: SourceFile | undefined): Promise<string | undefined> {
  return file === undefined ? undefined : configTextOf(await file.read());
}
