// What is wrong with one entry of a package, whatever the others are.
import type { ArchiveLimits } from './archive-limits.ts';
import { quoted } from './quoted.ts';
import { depthShift, nameFaultOf, pathTextOf, pathTrait, pathTraitsOf } from './tar-path.ts';
import type { TarEntry, TarFault } from './tar-visitor.ts';

/** An entry whose path was read: as text, and with its traits. */
export interface NamedEntry {
  readonly entry: TarEntry;
  readonly traits: number;
  readonly text: string;
}

/** A limit that the entry breaks; nothing of it is kept then. `pathBytes` counts the paths up to here. */
export function limitFaultOf(
  { path }: TarEntry,
  {
    traits,
    pathBytes,
    limits,
  }: { readonly traits: number; readonly pathBytes: number; readonly limits: ArchiveLimits },
): TarFault | undefined {
  if (path.end - path.start > limits.path) {
    return limitFault(`A path is longer than ${limits.path} bytes`);
  }
  if (traits >> depthShift > limits.depth) {
    return limitFault(`A path is deeper than ${limits.depth} folders`);
  }
  if (pathBytes > limits.paths) {
    return limitFault(`The paths are longer than ${limits.paths} bytes together`);
  }
  return undefined;
}

function limitFault(message: string): TarFault {
  return { code: 'ARCHIVE_LIMIT', message };
}

/** Reports an unsafe or odd name, a link, a type that is neither file nor folder. */
export function reportEntryFaults(named: NamedEntry, report: (fault: TarFault) => void): void {
  const { entry, traits, text } = named;
  if (traits & pathTrait.escaping) {
    report({
      code: 'ENTRY_UNSAFE',
      message: `${quoted(text)} may lead out of the package's folder`,
    });
  } else {
    const fault = nameFaultOf(entry.path, named);
    if (fault !== undefined) report({ code: 'ENTRY_NAME', message: `${quoted(text)} ${fault}` });
  }
  if (entry.kind === 'link') reportLink(named, report);
  if (entry.kind === 'other') {
    report({ code: 'ENTRY_TYPE', message: `${quoted(text)} is neither a file nor a folder` });
  }
}

function reportLink({ entry, text }: NamedEntry, report: (fault: TarFault) => void): void {
  report({ code: 'ENTRY_LINK', message: `${quoted(text)} is a link` });
  if (entry.target === undefined) return;
  const target = pathTextOf(entry.target, pathTraitsOf(entry.target));
  if (leavesRoot({ text, target, isHardLink: entry.isHardLink })) {
    report({
      code: 'ENTRY_UNSAFE',
      message: `The link ${quoted(text)} leads out of the package's folder, to ${quoted(target)}`,
    });
  }
}

/** A symbolic link is relative to its folder, a hard link to the archive; both must stay below the first segment. */
function leavesRoot({
  text,
  target,
  isHardLink,
}: {
  readonly text: string;
  readonly target: string;
  readonly isHardLink: boolean;
}): boolean {
  if (/^[/\\]|^[A-Za-z]:|\\|\0/.test(target)) return true;
  let depth = isHardLink ? 0 : text.split('/').length - 1;
  const floor = isHardLink ? 0 : 1;
  for (const segment of target.split('/')) {
    if (segment === '..') depth -= 1;
    else if (segment !== '' && segment !== '.') depth += 1;
    if (depth < floor) return true;
  }
  return false;
}
