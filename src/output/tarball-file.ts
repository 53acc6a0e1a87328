import { StillpackError } from '../errors.ts';
import type { PackageVersion } from '../model/package.ts';
import type { PackageName } from '../package-name.ts';
import type { Problem } from '../problems.ts';
import { tarballNameOf } from '../tarball-name.ts';
import type { LateBytes, OutputFile } from './output-file.ts';

/** GET /<name>/-/<basename>-<version>.tgz */
export function tarballFile(name: PackageName, version: PackageVersion): OutputFile {
  const { file, fragment } = version;
  return {
    url: `/${name}/-/${tarballNameOf(name, version.version)}`,
    kind: 'tarball',
    owner: name,
    body: () => readAgain(file),
    digest: fragment.integrity,
    size: fragment.size,
    contentType: 'application/octet-stream',
    // What is not committed may still change.
    cache: file.uncommitted ? 'revalidate' : 'immutable',
    date: file.landed.date,
  };
}

/** The bytes were there when the tarball was inspected. Throws BYTES_LOST when they are no longer. */
async function readAgain(file: PackageVersion['file']): Promise<Uint8Array | LateBytes> {
  const content = await file.open();
  if (content.problem !== undefined) throw bytesLost(file.path, content.problem);
  if (content.bytes !== undefined) return content.bytes;
  const { pieces, spooled } = content;
  return { pieces, spooled, whole: () => wholeAgain(file) };
}

async function wholeAgain(file: PackageVersion['file']): Promise<Uint8Array> {
  const { bytes, problem } = await file.read();
  if (bytes !== undefined) return bytes;
  throw bytesLost(file.path, problem);
}

/** BYTES_LOST: what was there when a tarball was inspected is there no longer. */
export function bytesLost(path: string, { message, hint }: Problem): StillpackError {
  return new StillpackError('BYTES_LOST', `${path} changed while the registry was built.`, {
    path,
    hint: `Build again. ${message} ${hint}`,
  });
}
