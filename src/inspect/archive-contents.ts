// A package's entries: their names, sizes and faults, and the few files that are read.
import type { ArchiveLimits } from './archive-limits.ts';
import { limitFaultOf, reportEntryFaults } from './entry-rules.ts';
import { mayBeManifest } from './manifest-candidates.ts';
import { createManifestFinder } from './manifest-finder.ts';
import { createNameRegister } from './name-register.ts';
import { createPackageFiles, type PackageDocuments } from './package-files.ts';
import { depthShift, faultyPath, pathTextOf, pathTrait, pathTraitsOf } from './tar-path.ts';
import type { BodySink, TarEntry, TarFault, TarVisitor } from './tar-visitor.ts';
import type { TarballEntry } from './tarball.ts';

export interface ArchiveContents {
  readonly visitor: TarVisitor;
  /** Reports what can only be said of the whole archive; to be called after the last entry. */
  readonly finish: () => void;
  /** Regular files, in the archive's order. */
  readonly entries: readonly TarballEntry[];
  /** See NameRegister. */
  readonly repeats: ReadonlySet<string>;
  /** Of every kind. */
  readonly entryCount: () => number;
  /** package.json's bytes, unless `finish` reported why there are none. */
  readonly manifest: () => Buffer | undefined;
  readonly documents: () => PackageDocuments;
}

/** An archive whose entries go to `visitor`; what is wrong with them goes to `report`. */
export function createArchiveContents(
  limits: ArchiveLimits,
  report: (fault: TarFault) => void,
): ArchiveContents {
  const names = createNameRegister(report);
  const manifest = createManifestFinder(limits, report);
  const packageFiles = createPackageFiles(limits);
  const entries: TarballEntry[] = [];
  let entryCount = 0;
  let pathBytes = 0;

  function visit(entry: TarEntry): BodySink | undefined {
    const { path, kind, size } = entry;
    const traits = pathTraitsOf(path);
    entryCount += 1;
    pathBytes += path.end - path.start;
    const fault = limitFaultOf(entry, { traits, pathBytes, limits });
    if (fault !== undefined) {
      report(fault);
      return undefined;
    }
    const whole = pathTextOf(path, traits);
    const text = kind === 'file' ? whole : withoutSlashAtEnd(whole);
    if ((traits & dubious) !== 0 || kind === 'link' || kind === 'other') {
      reportEntryFaults({ entry, traits, text }, report);
    }
    const { relative, key } = names.add({ text, traits, isFolder: kind === 'directory' });
    if (kind === 'file') entries.push({ path: relative, size });
    // Most are in a folder further down.
    if (traits >> depthShift > 1 && !mayBeManifest(key, traits)) return undefined;
    const manifestSink = manifest.offer({ text, traits, relative, key, kind, size });
    if (manifestSink !== undefined) return manifestSink;
    if (kind !== 'file' || relative.includes('/')) return undefined;
    return packageFiles.add({ name: relative, key, size });
  }

  function finish(): void {
    names.finish();
    manifest.finish();
  }

  return {
    visitor: { entry: visit, fault: report },
    finish,
    entries,
    entryCount: () => entryCount,
    repeats: names.repeats,
    manifest: manifest.bytes,
    documents: packageFiles.documents,
  };
}

/** Non-ASCII names are looked at more closely. */
const dubious = faultyPath | pathTrait.nonAscii;

function withoutSlashAtEnd(text: string): string {
  return text.endsWith('/') ? text.slice(0, -1) : text;
}
