// Bodies of requests: bounded in size, in time, and in how many are in memory at once.
import { StillpackError } from '../errors.ts';
import { isJsonObject, type JsonObject, own } from '../json.ts';
import { parseJson } from '../parse-json.ts';
import type { ByteSemaphore } from './byte-semaphore.ts';

export interface BodyLimits {
  /** Bytes of a body, unpacked. */
  readonly maxBytes: number;
  /** Milliseconds without a byte. */
  readonly idle: number;
  /** Milliseconds from the first byte that is waited for to the last. */
  readonly total: number;
  /** How deep objects and arrays may be nested. @default 150 */
  readonly maxDepth?: number;
  /** How many values it may hold: a few bytes of JSON become some hundred of memory. @default 10000 */
  readonly maxValues?: number;
  /** What large bodies pass through: the largest one at a time, smaller ones as many as have no more bytes together. */
  readonly semaphore: ByteSemaphore;
}

/** From which on a body waits until there is room for it. */
const largeBody = 2 ** 20;

/** npm's own packuments are not nested deeper than 20; a manifest may be (threats: 100). */
const usualDepth = 150;
const usualValues = 10_000;

/** What a form in a page sends. Throws BODY_TOO_LARGE, BODY_INVALID, BODY_TIMEOUT. */
export async function readForm(request: Request, limits: BodyLimits): Promise<URLSearchParams> {
  return new URLSearchParams(Buffer.from(await readBody(request, limits)).toString('utf8'));
}

/**
 * Reads the JSON body and hands it to `use`; large ones wait their turn, and give way when `use` has ended. Throws
 * BODY_TOO_LARGE as soon as the limit is passed, BODY_INVALID, BODY_TIMEOUT.
 */
export async function withJsonBody<Result>(
  request: Request,
  limits: BodyLimits,
  use: (value: unknown) => Promise<Result>,
): Promise<Result> {
  const announced = Number(request.headers.get('content-length') ?? Number.NaN);
  if (announced > limits.maxBytes) throw tooLarge(limits.maxBytes);
  // A body of unknown length may be as large as is allowed. What its values take besides, `maxValues` bounds.
  const isPlain = request.headers.get('content-encoding') === null && !Number.isNaN(announced);
  const weight = isPlain ? announced : limits.maxBytes;
  if (weight < largeBody) return use(parse(await readBody(request, limits), limits));
  return limits.semaphore.hold(weight, async () =>
    use(parse(await readBody(request, limits), limits)),
  );
}

/** The same for what must be an object. */
export async function withObjectBody<Result>(
  request: Request,
  limits: BodyLimits,
  use: (body: JsonObject) => Promise<Result>,
): Promise<Result> {
  return withJsonBody(request, limits, (value) => {
    if (isJsonObject(value)) return use(value);
    throw invalid('The body is no JSON object.');
  });
}

/** Empty where there is none: the parsers refuse it. */
export function textIn(body: JsonObject, key: string): string {
  const value = own(body, key);
  return typeof value === 'string' ? value : '';
}

async function readBody(
  request: Request,
  { maxBytes, idle, total }: BodyLimits,
): Promise<Uint8Array> {
  if (request.body === null) throw invalid('The body is empty.');
  const reader = unpacked(request, request.body).getReader();
  const late = new AbortController();
  const timer = setTimeout(() => {
    late.abort();
    void reader.cancel().catch(() => undefined);
  }, total);
  try {
    const bytes = await readAll(reader, { maxBytes, idle });
    if (late.signal.aborted) throw timedOut(`The body took more than ${total} ms.`);
    return bytes;
  } catch (error) {
    await reader.cancel().catch(() => undefined);
    throw error instanceof StillpackError ? error : cutOff(error);
  } finally {
    clearTimeout(timer);
  }
}

async function readAll(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  { maxBytes, idle }: Pick<BodyLimits, 'maxBytes' | 'idle'>,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await withinTime(reader.read(), idle);
    if (done) return Buffer.concat(chunks, size);
    size += value.length;
    if (size > maxBytes) throw tooLarge(maxBytes);
    chunks.push(value);
  }
}

/** npm compresses what it asks of an audit. The limit is for what comes out. */
function unpacked(
  request: Request,
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
): ReadableStream<Uint8Array> {
  const encoding = request.headers.get('content-encoding') ?? 'identity';
  if (encoding === 'identity') return body;
  if (encoding === 'gzip') return body.pipeThrough(new DecompressionStream('gzip'));
  throw invalid(`The body is encoded as ${encoding}, which nobody asked for.`);
}

async function withinTime<Result>(work: Promise<Result>, milliseconds: number): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const said = `No byte of the body came for ${milliseconds} ms.`;
    timer = setTimeout(() => reject(timedOut(said)), milliseconds);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

function parse(
  bytes: Uint8Array,
  { maxDepth = usualDepth, maxValues = usualValues }: BodyLimits,
): unknown {
  const { value, fault } = parseJson(bytes, { maxDepth, maxValues });
  if (fault !== undefined) throw invalid(`The body ${fault}.`);
  return value;
}

function invalid(message: string): StillpackError {
  return new StillpackError('BODY_INVALID', message, {
    hint: 'Send JSON, as npm does.',
  });
}

function tooLarge(maxBytes: number): StillpackError {
  return new StillpackError('BODY_TOO_LARGE', `The body is larger than ${maxBytes} bytes.`, {
    hint: 'A tarball takes a third more in it than on the disk; --max-body of the gateway sets the limit.',
  });
}

function timedOut(message: string): StillpackError {
  return new StillpackError('BODY_TIMEOUT', message, {
    hint: 'Nothing was changed; send it again.',
  });
}

function cutOff(cause: unknown): StillpackError {
  return new StillpackError('BODY_INVALID', 'The body was cut off.', {
    hint: 'Nothing was changed; send it again.',
    cause,
  });
}
