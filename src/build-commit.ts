// The pipeline: source → inspect → model → output → host → write. What a build does, however much it looks at.
import satisfies from 'semver/functions/satisfies.js';
import { buildAll } from './build-all.ts';
import { buildChanges } from './build-changes.ts';
import type { BuildContext, Built } from './build-context.ts';
import { areLasting, type BuildResult, reportProblems } from './build-report.ts';
import { type Config, configFileName, parseConfig } from './config.ts';
import { createExaminer, type Examiner } from './examine/examiner.ts';
import { createHeldBytes } from './held-bytes.ts';
import type { HostPreset } from './host/host-preset.ts';
import { limitWarnings } from './host/limit-warnings.ts';
import { type PackageRoom, packageRoomOf } from './host/package-room.ts';
import { type Directory, parseDirectory } from './model/directory.ts';
import type { ReadFile } from './model/users.ts';
import { type BuildOptions, contentDigest, createOptions, type Options } from './options.ts';
import { type Problem, problem } from './problems.ts';
import type { Website } from './open-website.ts';
import { programVersion } from './program.ts';
import { createReadGate } from './read-gate.ts';
import { createReadmeRenderer, type ReadmeRenderer } from './readme/readme-renderer.ts';
import { type GitEngine, type Oid, oidOf } from './source/git-engine.ts';
import { readChanges } from './source/read-changes.ts';
import { type BuildInputs, readInputs } from './source/read-inputs.ts';
import { readSnapshot } from './source/read-snapshot.ts';
import type { SourceFile } from './source/snapshot.ts';
import type { BuildState } from './state/build-state.ts';
import { noState, readOnly } from './state/no-state.ts';
import { openStateOf } from './state/open-state.ts';
import type { StateFolder } from './state/state-folder.ts';
import type { BuildRecord } from './write/build-record.ts';
import { checkOutputPlace, refuseTracked } from './write/check-output-place.ts';
import { plus } from './write/folder-size.ts';
import { openOutput } from './write/open-output.ts';
import type { OutputFolder, WriteTotals } from './write/output-folder.ts';

/** Bytes of tarballs that are kept in memory rather than read twice. */
const maxHeldBytes = 16 * 2 ** 20;

/**
 * Of tarballs that are being examined. Those that are read have less than `largeSize` each, but for those that have to be
 * whole in memory: of these the gate knows the size before, so that there is one at a time.
 */
const gateOptions = { maxBytes: 16 * 2 ** 20, maxReads: 4 };

/** Builds one commit: what changed since the last build, where that is known. See `build`. */
export async function buildAt(
  commit: Oid,
  { engine, asked }: { readonly engine: GitEngine; readonly asked: BuildOptions },
): Promise<BuildResult> {
  const { cacheDir } = asked;
  let output: OutputFolder | undefined;
  let state: StateFolder | undefined;
  let examiner: Examiner | undefined;
  let readmes: ReadmeRenderer | undefined;
  try {
    const place = await checkOutputPlace(asked.out, engine);
    output = await openOutput(asked.out);
    const inputs = await readInputs(engine, commit, {
      output: place,
      whole: output.lastBuild === undefined,
    });
    if (inputs.hasOutput) refuseTracked(asked.out);
    const config = parseConfig(await inputs.config?.read());
    const options = createOptions(asked, config);
    const digest = contentDigest(options);
    state = asked.dirty === true ? noState : await openStateOf(asked.state, digest);
    examiner = createExaminer({ threads: options.jobs - 1 });
    readmes = createReadmeRenderer({ threads: Math.max(1, options.jobs - 1) });
    const people = await readDirectory(inputs);
    const context = {
      ...{ commit, options, digest, output, state, onProgress: asked.onProgress },
      ...{ sources: { engine, cacheDir }, directory: people.directory },
      ...{ heldBytes: createHeldBytes(maxHeldBytes), gate: createReadGate(gateOptions), examiner },
      website: await websiteOf(options, inputs),
      readmes,
    };
    const others = [...people.problems, ...versionPinProblems(config)];
    if (options.strict) {
      const rehearsal = { ...context, output: output.rehearsal(), state: readOnly(state) };
      const rehearsed = await finish(
        rehearsal,
        await buildCommit(rehearsal, asked, inputs),
        others,
      );
      if (rehearsed.problems.length > 0) {
        return resultOf(options, { ...rehearsed, kept: keptWithout(context, rehearsed) });
      }
    }
    const built = await buildCommit(context, asked, inputs);
    const finished = await finish(context, built, others);
    return resultOf(options, { ...finished, kept: keptAfter(finished) });
  } finally {
    await readmes?.close();
    await examiner?.close();
    await state?.close();
    await output?.close();
  }
}

async function websiteOf(
  { content, preset }: Options,
  { templates }: BuildInputs,
): Promise<Website | undefined> {
  const { site: config, url } = content;
  if (config === undefined) return undefined;
  const { layout } = preset;
  // Loaded when needed, as are the pages.
  const { openWebsite } = await import('./open-website.ts');
  return openWebsite({ config, url, layout, templates, protected: content.protected });
}

interface CommitContext extends BuildContext {
  /** Of the normalised options. */
  readonly digest: string;
}

/** Nothing, what changed, or everything: as little as is known to be enough. */
async function buildCommit(
  context: CommitContext,
  { dirty }: BuildOptions,
  { outline }: BuildInputs,
): Promise<Built> {
  const { commit, sources, output, onProgress } = context;
  const { lastCommit } = output;
  const last = knownLast(context);
  if (last?.commit === commit) return unchanged(last);
  onProgress?.({ stage: 'history', done: 0, total: 0 });
  if (last !== undefined) {
    const options = { ...sources, commit, after: last.commit, state: last.history };
    const changes = await readChanges(options);
    const built = changes && (await buildChanges(context, { changes, last }));
    if (built !== undefined) return built;
  }
  const lastBuilt = oidOf(lastCommit ?? '');
  const snapshot = await readSnapshot({ ...sources, commit, lastBuilt, outline });
  if (dirty !== true) return buildAll(context, snapshot);
  // Loaded when needed: most builds are of a commit alone.
  const { withWorkTree } = await import('./source/work-tree.ts');
  return buildAll(context, await withWorkTree(snapshot, sources));
}

/** What was kept of the last build, if the output folder is what it made, and would be made like that again. */
function knownLast({ output, state, digest }: CommitContext): BuildState | undefined {
  const { lastBuild } = output;
  const isSame =
    lastBuild?.options === digest &&
    lastBuild.stillpack === programVersion &&
    !lastBuild.isOverruled;
  return isSame && state.last?.commit === lastBuild.commit ? state.last : undefined;
}

function unchanged(last: BuildState): Built {
  const problems = [
    ...last.otherProblems,
    ...[...last.problems.values()].flat(),
    ...last.spanningProblems,
  ];
  const date = new Date(last.history.seconds * 1000);
  return { state: last, date, problems, isOverruled: false };
}

interface Finished {
  readonly built: Built;
  readonly totals: WriteTotals;
  readonly problems: readonly Problem[];
}

/** Records the build, and says everything that is wrong with it. */
async function finish(
  { commit, options, digest, output, state }: CommitContext,
  built: Built,
  others: readonly Problem[],
): Promise<Finished> {
  const { content, preset } = options;
  const record: BuildRecord = {
    stillpack: programVersion,
    commit,
    date: built.date.toISOString(),
    options: digest,
    host: content.host,
    url: content.url.href,
    isOverruled: built.isOverruled,
  };
  const totals = await output.finish(record);
  const { packages, registry, pages } = built.state;
  const size = plus(plus(packages, registry), pages);
  const problems = [
    ...built.problems,
    ...others,
    ...incredibleDates(built.state),
    ...limitWarnings(size, preset),
    ...totals.problems,
  ];
  // Otherwise the next build looks at everything: nothing else would bring it back to what was missing, and what is
  // kept must be true of every folder that the same commit is built into.
  const isNew = built.state !== state.last;
  if (isNew && !built.isOverruled && areLasting(problems)) await state.finish(built.state);
  return { built, totals, problems };
}

/** How many files stayed: what was not looked at, too. */
function keptAfter({ built, totals }: Finished): number {
  return documentsIn(built.state) - totals.written;
}

/** The same where the build was refused: all that lies there. */
function keptWithout(context: CommitContext, { totals }: Finished): number {
  const last = knownLast(context);
  return last === undefined ? totals.kept : documentsIn(last);
}

function documentsIn({
  packages,
  registry,
  pages,
}: Pick<BuildState, 'packages' | 'registry' | 'pages'>): number {
  return packages.documents + registry.documents + pages.documents;
}

async function readDirectory(
  inputs: BuildInputs,
): Promise<{ readonly directory: Directory; readonly problems: readonly Problem[] }> {
  const read = (files: readonly SourceFile[]): Promise<ReadFile[]> =>
    Promise.all(files.map(async (file) => ({ path: file.path, bytes: await file.read() })));
  return parseDirectory({ users: await read(inputs.users), orgs: await read(inputs.orgs) });
}

/** stillpack.json pins the program: the same version makes the same bytes. */
function versionPinProblems({ stillpack }: Config): readonly Problem[] {
  if (stillpack === undefined || satisfies(programVersion, stillpack)) return [];
  const message = `This is stillpack ${programVersion}; the registry is built with ${stillpack}.`;
  return [problem('PROGRAM_VERSION', configFileName, message)];
}

function incredibleDates({ history: { incredible } }: BuildState): readonly Problem[] {
  if (incredible === undefined) return [];
  const message = `Commit ${incredible.slice(0, 12)} is dated after the year 2106; its versions have the date of the commit before.`;
  return [problem('COMMIT_DATE', '.', message)];
}

function roomOf(
  { packages, registry, pages, summary }: BuildState,
  { limits }: HostPreset,
): PackageRoom | undefined {
  const total = plus(plus(packages, registry), pages);
  return packageRoomOf({ packages: summary.packages, total, fixed: registry, limits });
}

function resultOf(
  { strict, preset }: Options,
  { built, totals, problems: found, kept }: Finished & { readonly kept: number },
): BuildResult {
  const problems = reportProblems(found, { strict });
  const { written, removed, bytes } = totals;
  const { commit, summary } = built.state;
  const report = {
    ok: problems.every(({ severity }) => severity !== 'error'),
    deployable: !strict || found.length === 0,
    commit,
    packages: summary.packages,
    versions: summary.versions,
    files: { written, kept, removed },
    bytes,
    room: roomOf(built.state, preset),
    problems,
  };
  return { report, date: built.date, isLasting: areLasting(found) };
}
