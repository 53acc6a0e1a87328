// Documents and planned files as texts, for tests of where they go.
import { outputPathOf, type OutputPath } from '../../src/host/output-path.ts';
import type { Encoding } from '../../src/host/precompressed.ts';
import type { OutputFile, OutputKind } from '../../src/output/output-file.ts';
import { sha256Hex } from '../../src/digest.ts';
import type { PlannedFile } from '../../src/write/write-plan.ts';
import { packageName } from './model.ts';

export const someDate: Date = new Date('2024-01-01T00:00:00Z');

export function outputPath(text: string): OutputPath {
  const path = outputPathOf(text);
  if (path === undefined) throw new TypeError(`the test's path is invalid: ${text}`);
  return path;
}

export interface DocumentParts {
  readonly url: string;
  /** @default 'registry' */
  readonly kind?: OutputKind;
  readonly owner?: string;
  /** @default the URL */
  readonly text?: string;
}

export function document({ url, kind = 'registry', owner, text = url }: DocumentParts): OutputFile {
  const body = Buffer.from(text);
  return {
    url,
    kind,
    owner: owner === undefined ? undefined : packageName(owner),
    body,
    digest: sha256Hex(body),
    size: body.length,
    contentType: 'application/json',
    cache: 'revalidate',
    date: someDate,
  };
}

/** What a package usually has: tarballs, version documents, packuments and facts. */
export function documentsOfPackage(
  name: string,
  { versions = ['1.0.0'], tags = ['latest'] }: { versions?: string[]; tags?: string[] } = {},
): readonly OutputFile[] {
  const basename = name.slice(name.indexOf('/') + 1);
  const own = (kind: OutputKind, url: string, text?: string): OutputFile =>
    document({ url, kind, owner: name, text: text ?? `${kind} ${url}` });
  return [
    ...versions.map((version) => own('tarball', `/${name}/-/${basename}-${version}.tgz`)),
    ...[...versions, ...tags].map((label) => own('version', `/${name}/${label}`)),
    own('packument', `/${name}`),
    own('abbreviated', `/${name}`),
    own('registry', `/-/package/${name}/dist-tags`),
  ];
}

export interface PlannedParts {
  readonly path: string;
  /** @default the path */
  readonly text?: string;
  /** @default 'registry' */
  readonly kind?: OutputKind;
  readonly date?: Date;
  /** @default none */
  readonly encodings?: readonly Encoding[];
}

export function planned({
  path,
  text = path,
  kind = 'registry',
  date,
  encodings = [],
}: PlannedParts): PlannedFile {
  const body = Buffer.from(text);
  return {
    path: outputPath(path),
    kind,
    digest: sha256Hex(body),
    size: body.length,
    date: date ?? someDate,
    body,
    encodings,
  };
}
