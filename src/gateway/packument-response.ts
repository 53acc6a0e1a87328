import { outputPathOf } from '../host/output-path.ts';
import { type PackageName } from '../package-name.ts';
import type { FileToServe } from './read-file.ts';

/** What npm calls its abbreviated packuments; clients send it in Accept (protocol: "CORGI"). */
const abbreviatedType = 'application/vnd.npm.install-v1+json';

/** Every use is checked against the ETag: a publish must be visible at once. */
const revalidate = 'private, no-cache';

/** Which of a package's two packuments the client wants. One that it is to write back (`?write=true`) is whole. */
export function packumentToServe(name: PackageName, request: Request): FileToServe {
  const accept = request.headers.get('accept') ?? '';
  const forWriting = new URL(request.url).searchParams.get('write') === 'true';
  // npm lists what it wants most first, and gives full documents a lower quality.
  const isAbbreviated = accept.includes(abbreviatedType) && !forWriting;
  return {
    path: pathOf(isAbbreviated ? `-/a/${name}` : name),
    contentType: isAbbreviated ? abbreviatedType : 'application/json',
    cacheControl: revalidate,
  };
}

export function tarballToServe(name: PackageName, file: string): FileToServe | undefined {
  const path = outputPathOf(`-/t/${name}/${file}`);
  return (
    path && { path, contentType: 'application/octet-stream', cacheControl: 'private, no-cache' }
  );
}

export function versionToServe(name: PackageName, label: string): FileToServe | undefined {
  const path = outputPathOf(`-/v/${name}/${label}`);
  return path && { path, contentType: 'application/json', cacheControl: revalidate };
}

/** A document below `/-/`. */
export function documentToServe(path: string): FileToServe | undefined {
  const parsed = outputPathOf(path);
  return parsed && { path: parsed, contentType: 'application/json', cacheControl: revalidate };
}

function pathOf(text: string): NonNullable<ReturnType<typeof outputPathOf>> {
  const path = outputPathOf(text);
  // A package name is one by what its check allows.
  if (path === undefined) throw new TypeError(`Not a path of the output folder: ${text}`);
  return path;
}
