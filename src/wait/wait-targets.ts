// Which documents tell that a host serves a built folder, and which bytes it then answers.
import { sha256Hex } from '../digest.ts';
import { StillpackError } from '../errors.ts';
import { packageDocument } from '../host/document-names.ts';
import type { HostPreset } from '../host/host-preset.ts';
import { isJsonObject, own } from '../json.ts';
import { packageNameOf } from '../package-name.ts';
import { parsePublicUrl } from '../public-url.ts';
import { type BuiltFolder, createBuiltFolder, parseObject } from '../verify/built-folder.ts';
import { findPreset } from '../verify/find-preset.ts';
import { openDisk } from '../write/output-disk.ts';
import { buildRecordPath } from '../write/work-folder.ts';

export interface WaitTarget {
  readonly url: string;
  /** SHA-256 of what the host should answer, in hex. */
  readonly digest: string;
  /** Bytes. */
  readonly size: number;
}

export interface WaitTargets {
  /** The public base, ending in `/`. */
  readonly base: string;
  readonly targets: readonly WaitTarget[];
}

const searchDocument = { url: '/-/v1/search', kind: 'registry', owner: undefined } as const;

/** Packages that changed most recently, whose packuments are asked for: a big registry is not downloaded. */
const maximumPackages = 5;

/**
 * The record of the build, which every commit changes; the list of recent packages; and the packuments of the first of
 * these. Throws OUTPUT_NOT_OURS, URL_MISSING where neither `url` nor the folder says where it is served, URL_INVALID.
 */
export async function readTargets(dir: string, url: string | undefined): Promise<WaitTargets> {
  const folder = createBuiltFolder(await openDisk(dir));
  const built = await findPreset(folder, dir);
  const base = url === undefined ? built.base : parsePublicUrl(url).href;
  if (base === '') {
    throw new StillpackError('URL_MISSING', `${dir} does not say where it is served.`, {
      path: dir,
      hint: 'Give the public URL with --url.',
    });
  }
  const targets: WaitTarget[] = [];
  for (const { path, asked } of await placesIn(folder, built.preset)) {
    const bytes = await folder.read(path);
    if (bytes === undefined) continue;
    targets.push({ url: base + asked, digest: sha256Hex(bytes), size: bytes.length });
  }
  return { base, targets };
}

/** Where a document lies, and how clients ask for it: relative to the base, encoded. */
interface Place {
  readonly path: string;
  readonly asked: string;
}

async function placesIn(
  folder: BuiltFolder,
  { layout }: Pick<HostPreset, 'layout'>,
): Promise<readonly Place[]> {
  const [searchPath = ''] = layout.pathsOf(searchDocument);
  const search = { path: searchPath, asked: searchDocument.url.slice(1) };
  // The trees of an object store are uploaded, not the folder as it is.
  const record =
    layout.name === 'object' ? [] : [{ path: buildRecordPath, asked: buildRecordPath }];
  const packuments = recentNames(await folder.read(searchPath)).map((name) => {
    const [path = ''] = layout.pathsOf(packageDocument(name, 'packument'));
    return { path, asked: name.replace('/', '%2f') };
  });
  return [...record, search, ...packuments];
}

function recentNames(bytes: Uint8Array | undefined) {
  const objects = own(parseObject(bytes) ?? {}, 'objects');
  const rows: readonly unknown[] = Array.isArray(objects) ? objects : [];
  return rows.slice(0, maximumPackages).flatMap((row) => {
    const about = isJsonObject(row) ? own(row, 'package') : undefined;
    const name = isJsonObject(about) ? packageNameOf(own(about, 'name')) : undefined;
    return name === undefined ? [] : [name];
  });
}
