// The files at a package's root that say something about the package; of these alone the content is kept.
import type { ArchiveLimits } from './archive-limits.ts';
import { type DocumentKind, documentCandidateOf, documentTextOf } from './documents.ts';
import { createKeptBody, type KeptBody } from './kept-body.ts';
import type { BodySink } from './tar-visitor.ts';
import type { Tarball } from './tarball.ts';

export type PackageDocuments = Pick<
  Tarball,
  'readme' | 'changelog' | 'hasBindingGyp' | 'hasShrinkwrap'
>;

export interface PackageFiles {
  /** A regular file at the root, `key` being its name in lower case. */
  readonly add: (file: RootFile) => BodySink | undefined;
  readonly documents: () => PackageDocuments;
}

export interface RootFile {
  readonly name: string;
  readonly key: string;
  readonly size: number;
}

interface KeptDocument {
  readonly name: string;
  readonly rank: number;
  readonly body: KeptBody;
}

export function createPackageFiles(limits: ArchiveLimits): PackageFiles {
  const kept = new Map<DocumentKind, KeptDocument>();
  let hasBindingGyp = false;
  let hasShrinkwrap = false;

  function add({ name, key, size }: RootFile): BodySink | undefined {
    if (name === 'binding.gyp') hasBindingGyp = true;
    if (name === 'npm-shrinkwrap.json') hasShrinkwrap = true;
    const candidate = documentCandidateOf(key);
    if (candidate === undefined) return undefined;
    const { kind, rank } = candidate;
    const known = kept.get(kind);
    if (known !== undefined && !isBetter({ name, rank }, known)) return undefined;
    const body = createKeptBody(size, limits.document);
    kept.set(kind, { name, rank, body });
    return body.sink;
  }

  function documentOf(kind: DocumentKind): Tarball['readme'] {
    const document = kept.get(kind);
    if (document === undefined) return undefined;
    const { bytes, isCut } = document.body;
    return { fileName: document.name, text: documentTextOf(bytes, { isCut }), isCut };
  }

  function documents(): PackageDocuments {
    return {
      readme: documentOf('readme'),
      changelog: documentOf('changelog'),
      hasBindingGyp,
      hasShrinkwrap,
    };
  }

  return { add, documents };
}

type Ranked = Pick<KeptDocument, 'name' | 'rank'>;

function isBetter(one: Ranked, other: Ranked): boolean {
  if (one.rank !== other.rank) return one.rank < other.rank;
  if (one.name.length !== other.name.length) return one.name.length < other.name.length;
  return one.name < other.name;
}
