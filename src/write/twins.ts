// Compressed twins of documents, made when their document is written.
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { sha256Hex } from '../digest.ts';
import { type Encoding, twinAt, twinPath } from '../host/precompressed.ts';
import type { OutputPath } from '../host/output-path.ts';
import { mapInOrder } from '../map-in-order.ts';
import { looksLike } from './modification-time.ts';
import type { PlannedWrites } from './plan-writes.ts';
import type { DiskFile, KeptFile, PlannedFile, RecordedFile, WritePlan } from './write-plan.ts';

/** Documents that are compressed at the same time, in the four threads that libuv has for it. */
const ahead = 4;

/** A smaller document fits into one packet as it is. */
const minBytes = 1024;

const gzipped = promisify(gzip);
const brotlied = promisify(brotliCompress);

/**
 * More costs more than it saves: on packuments from 100 KB to 4 MB gzip's level 9 takes 1.3 to 4 times as long as 6 and
 * gives 1 to 14 % less, brotli's 9 takes 5 to 15 times as long as 5 and gives 1 %.
 */
const compressors: Readonly<Record<Encoding, (bytes: Uint8Array) => Promise<Uint8Array>>> = {
  br: (bytes) =>
    brotlied(bytes, {
      params: {
        [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
        [constants.BROTLI_PARAM_QUALITY]: 5,
        [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
      },
    }),
  gzip: (bytes) => gzipped(bytes, { level: 6 }),
};

export interface KnownTwins {
  readonly recorded: ReadonlyMap<OutputPath, RecordedFile>;
  readonly statOf: (path: OutputPath) => Promise<DiskFile | undefined>;
}

/**
 * Adds to a plan the twins that its documents should have. That of a document which is kept is kept as well: its record
 * is written with the document's. What compresses to no less has none. Where a written document has none, nothing may
 * lie that a server would answer with instead, also not what a damaged record has forgotten.
 */
export async function planTwins(plan: PlannedWrites, known: KnownTwins): Promise<WritePlan> {
  if (![...plan.keep, ...plan.write].some(({ encodings }) => encodings?.length)) return plan;
  const keep: KeptFile[] = [];
  const unmade: Unmade[] = [];
  for (const document of plan.keep) {
    const twins = await keptTwins(document, known);
    keep.push(...twins.values());
    unmade.push({ document, kept: twins });
  }
  for (const document of plan.write) unmade.push({ document, kept: new Map() });
  const write: PlannedFile[] = [];
  for await (const twins of mapInOrder(unmade, { ahead }, makeTwins)) write.push(...twins);
  const wanted = new Set([...keep, ...write].map(({ path }) => path));
  const remove = new Set(plan.remove.filter((path) => !wanted.has(path)));
  for (const path of plan.write.flatMap(twinPathsOf)) {
    if (!wanted.has(path) && (await known.statOf(path)) !== undefined) remove.add(path);
  }
  return {
    write: [...write, ...plan.write],
    keep: [...keep, ...plan.keep],
    remove: [...remove],
  };
}

function twinPathsOf({ path, encodings = [] }: PlannedFile): readonly OutputPath[] {
  return encodings.map((encoding) => twinPath(path, encoding));
}

/** Whether a path is that of a twin of one of the documents. */
export function isTwinOf(path: OutputPath, documents: ReadonlySet<string>): boolean {
  const twin = twinAt(path);
  return twin !== undefined && documents.has(twin.of);
}

type KeptTwins = ReadonlyMap<Encoding, KeptFile>;

interface Unmade {
  readonly document: PlannedFile;
  readonly kept: KeptTwins;
}

async function keptTwins(
  document: PlannedFile,
  { recorded, statOf }: KnownTwins,
): Promise<KeptTwins> {
  const kept = new Map<Encoding, KeptFile>();
  for (const encoding of document.encodings ?? []) {
    const path = twinPath(document.path, encoding);
    const record = recorded.get(path);
    if (record === undefined || record.digest === '') continue;
    const { digest, size } = record;
    if (looksLike({ size, date: document.date }, await statOf(path))) {
      kept.set(encoding, { path, digest, size });
    }
  }
  return kept;
}

async function makeTwins({ document, kept }: Unmade): Promise<readonly PlannedFile[]> {
  const missing = (document.encodings ?? []).filter((encoding) => !kept.has(encoding));
  if (missing.length === 0 || document.size < minBytes) return [];
  const given = typeof document.body === 'function' ? await document.body() : document.body;
  const bytes = given instanceof Uint8Array ? given : await given.whole();
  const bodies = await Promise.all(missing.map((encoding) => compressors[encoding](bytes)));
  // Servers make an ETag of a file's time and size: what they send for one URL has as many sizes as it has forms.
  const sizes = new Set([...kept.values()].map(({ size }) => size));
  const twins: PlannedFile[] = [];
  for (const [index, encoding] of missing.entries()) {
    const body = bodies[index];
    if (body === undefined || body.length >= document.size || sizes.has(body.length)) continue;
    sizes.add(body.length);
    twins.push({
      path: twinPath(document.path, encoding),
      kind: document.kind,
      isTwin: true,
      digest: sha256Hex(body),
      size: body.length,
      date: document.date,
      body,
    });
  }
  return twins;
}
