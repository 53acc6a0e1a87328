// source → inspect → model for one package folder.
import { examineProvenances } from './examine-provenances.ts';
import { examineHere } from './examine/examine-here.ts';
import type { Examiner } from './examine/examiner.ts';
import type { Directory } from './model/directory.ts';
import type { ExaminedFile } from './model/examined-file.ts';
import { type PackageResult, packageOf } from './model/package-of.ts';
import { compareLanding, createPackumentBudget, overBudget } from './model/packument-budget.ts';
import { versionClashesOf } from './model/version-clashes.ts';
import { bytesLost } from './output/tarball-file.ts';
import { mapInOrder } from './map-in-order.ts';
import { type Problem, problem } from './problems.ts';
import type { ReadGate } from './read-gate.ts';
import type { Oid } from './source/git-engine.ts';
import { isAsLanded } from './source/read-tarball.ts';
import type { PackageFolder, TarballBytes, TarballFile } from './source/snapshot.ts';
import type { KeptFile } from './state/package-state.ts';
import type { StateFolder } from './state/state-folder.ts';

export interface ExaminedPackage extends PackageResult {
  readonly folder: PackageFolder;
  /** A version was left out because the output folder remembers other bytes: this follows not from the commit alone. */
  readonly isOverruled: boolean;
  /** What the next build need not look at again, by path. */
  readonly files: ReadonlyMap<string, KeptFile>;
}

export interface ExamineOptions {
  readonly directory: Directory;
  readonly state: StateFolder;
  /** By version: the integrity of what was published first, as far as the output folder knows. */
  readonly published: ReadonlyMap<string, string>;
  readonly examiner: Pick<Examiner, 'examine' | 'examineLarge'>;
  readonly gate: ReadGate;
  readonly spool: Spool;
}

/** Large tarballs are copied while they are examined, so that they are read once. */
export interface Spool {
  /** Where to; `undefined` when it is not likely to be written. */
  readonly fileFor: (tarball: TarballFile) => Promise<string | undefined>;
  readonly keep: (path: string, file: string) => void;
}

/** Of one package, read and examined at the same time. */
const filesAhead = 8;

/** Reads and inspects those of a folder's tarballs that no build has seen; what has problems is left out. */
export async function examinePackage(
  folder: PackageFolder,
  options: ExamineOptions,
): Promise<ExaminedPackage> {
  const { directory, state, published } = options;
  const known = await state.readFiles(folder.name);
  const files = new Map<string, KeptFile>();
  if (folder.problem !== undefined) {
    const problems = [folder.problem];
    return { folder, files, isOverruled: false, package: undefined, problems };
  }
  const clashes = versionClashesOf(
    folder.name,
    folder.tarballs.map(({ version, landed }) => ({ version, since: landed.since })),
  );
  const placeable = folder.tarballs.filter(({ version }) => !clashes.has(version));
  const budget = createPackumentBudget();
  const examined = new Map<string, ExaminedFile>();
  // The same bytes under another name cost nothing, and fit where they fit before.
  const blobs = new Map<Oid, Examination & { readonly fits: boolean }>();
  // In the order in which they landed. A manifest that has no place in the package's document is not kept, so that no
  // number of large ones fills the memory.
  const sized = placeable.map((file) => {
    const { path, version, landed } = file;
    return { file, path, version, since: landed.since };
  });
  const readmes = createReadmes(state);
  const knownOf = (file: TarballFile): Examination | undefined => {
    const kept = known.get(file.path);
    return kept !== undefined && isOf(kept, file) ? { kept, isLasting: true } : undefined;
  };
  const begun = new Set<Oid>();
  let isOverruled = false;
  const inOrder = mapInOrder(sized.toSorted(compareLanding), { ahead: filesAhead }, async (one) => {
    const { oid } = one.file;
    const hasTwin = begun.has(oid);
    begun.add(oid);
    const found =
      knownOf(one.file) ?? (hasTwin ? undefined : await examineFile(one.file, readmes, options));
    return { one, found };
  });
  for await (const { one, found } of inOrder) {
    const { oid } = one.file;
    const twin = blobs.get(oid);
    const examination = found ?? twin;
    if (examination === undefined) throw new Error(`${one.path} was not examined`);
    const { kept, isLasting } = examination;
    const { fragment } = kept;
    const objections = [...kept.problems];
    const fits =
      twin?.fits ?? (fragment === undefined || budget.take(Buffer.byteLength(fragment.manifest)));
    blobs.set(oid, {
      kept: fits ? kept : { ...kept, fragment: undefined },
      isLasting: false,
      fits,
    });
    if (!fits) objections.push(overBudget(one));
    else if (isLasting) files.set(one.path, kept);
    const first = one.file.uncommitted ? undefined : published.get(one.version);
    if (fragment !== undefined && first !== undefined && first !== fragment.integrity) {
      objections.push(replaced(one.path, { first, now: fragment.integrity }));
      isOverruled = true;
    }
    examined.set(one.path, {
      fragment: objections.length === kept.problems.length ? fragment : undefined,
      problems: objections,
      readme: () => readmes.read(one.file, fragment?.readme?.digest ?? ''),
    });
  }
  const provenances = await examineProvenances({ folder, examined, known });
  for (const { path, kept, provenance } of provenances.found) {
    const [file, keptFile] = [examined.get(path), files.get(path)];
    if (file !== undefined) examined.set(path, { ...file, provenance });
    if (keptFile !== undefined) files.set(path, { ...keptFile, provenance: kept });
  }
  const result = packageOf({
    folder: { ...folder, tarballs: placeable },
    examined,
    meta: await folder.meta?.read(),
    directory,
  });
  const problems: Problem[] = [...clashes.values()];
  for (const { path } of placeable) problems.push(...(examined.get(path)?.problems ?? []));
  problems.push(...provenances.problems);
  return { ...result, folder, files, isOverruled, problems: [...problems, ...result.problems] };
}

/**
 * The history itself is asked first, by `source`: this notices one that was rewritten since, wherever the bytes are kept
 * and however the folder is laid out.
 */
function replaced(path: string, { first, now }: { first: string; now: string }): Problem {
  const message = `${path} is not what a build published before: then ${first}, now ${now}.`;
  return problem('VERSION_CHANGED', path, message);
}

interface Examination {
  readonly kept: KeptFile;
  /** What is said follows from bytes that git holds, so that it can be said again without them. */
  readonly isLasting: boolean;
}

/** What first landed, where the file had to be compared with it. */
function landedOf(file: TarballFile): Pick<KeptFile, 'landed'> {
  const { path, oid } = file.landed;
  return isAsLanded(file) ? {} : { landed: { path, oid } };
}

/** Whether it was kept of this very file, and compared with what is now said to have landed first. */
function isOf(kept: KeptFile, file: TarballFile): boolean {
  if (kept.oid !== file.oid) return false;
  const { landed } = landedOf(file);
  return (
    landed === undefined || (kept.landed?.oid === landed.oid && kept.landed.path === landed.path)
  );
}

async function examineFile(
  file: TarballFile,
  readmes: Readmes,
  { examiner, gate, spool }: ExamineOptions,
): Promise<Examination> {
  const { oid, path } = file;
  let size: number | undefined;
  const use = async (content: TarballBytes): Promise<Examination | undefined> => {
    if (content.problem !== undefined) {
      const kept = { oid, fragment: undefined, problems: [content.problem] };
      return { kept, isLasting: false };
    }
    const { bytes, large, isInGit } = content;
    size = large?.size;
    const examined = await (bytes === undefined
      ? examiner.examineLarge({ large, path, spool: await spool.fileFor(file) })
      : examiner.examine({ bytes, path }));
    if (examined === undefined) return undefined;
    const { fragment, readme, problems, spooled } = examined;
    if (spooled !== undefined) spool.keep(path, spooled);
    if (fragment?.readme !== undefined) await readmes.add(fragment.readme.digest, readme ?? '');
    const kept = { oid, ...landedOf(file), fragment, problems };
    return { kept, isLasting: isInGit };
  };
  const examination =
    (await gate.pass({ read: () => file.open() }, use)) ??
    (await gate.pass({ read: () => file.read(), size }, use));
  if (examination === undefined) throw new Error(`${path} was not examined`);
  return examination;
}

interface Readmes {
  add(digest: string, text: string): Promise<void>;
  /** Throws BYTES_LOST when the file holds it no longer. */
  read(file: TarballFile, digest: string): Promise<string>;
}

/** Characters of READMEs that are held for a package; versions often share one. */
const maxHeld = 4_000_000;

/** Those of one package: held while they are few, else kept beside the state, else read from the tarball again. */
function createReadmes(state: StateFolder): Readmes {
  const held = new Map<string, string>();
  let size = 0;
  const hold = (digest: string, text: string): void => {
    if (held.has(digest) || size + text.length > maxHeld) return;
    size += text.length;
    held.set(digest, text);
  };
  return {
    async add(digest, text) {
      hold(digest, text);
      await state.writeReadme(digest, text);
    },
    async read(file, digest) {
      const kept = held.get(digest) ?? (await state.readReadme(digest));
      if (kept !== undefined) {
        hold(digest, kept);
        return kept;
      }
      const content = await file.read();
      if (content.problem !== undefined) throw bytesLost(file.path, content.problem);
      const { readme: text = '' } = await examineHere({ bytes: content.bytes, path: file.path });
      hold(digest, text);
      return text;
    },
  };
}
