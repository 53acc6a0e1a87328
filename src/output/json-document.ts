// The one place where documents become bytes.
import { sha256Hex } from '../digest.ts';
import { jsonText } from '../json-text.ts';
import type { PackageName } from '../package-name.ts';
import type { OutputFile, OutputKind } from './output-file.ts';

export interface JsonDocument {
  readonly url: string;
  readonly kind: OutputKind;
  readonly owner: PackageName | undefined;
  readonly date: Date;
  /** @default 'application/json' */
  readonly contentType?: string;
}

/** A document whose text is made already. */
export function textFile(document: JsonDocument, text: string): OutputFile {
  const body = textBytes(text);
  return {
    url: document.url,
    kind: document.kind,
    owner: document.owner,
    body,
    digest: sha256Hex(body),
    size: body.length,
    contentType: document.contentType ?? 'application/json',
    cache: 'revalidate',
    date: document.date,
  };
}

export function jsonFile(document: JsonDocument, value: object): OutputFile {
  return textFile(document, jsonText(value));
}

/**
 * The same of a value that is made once more when the bytes are asked for: of many documents which all have to be known
 * before one is written, and each of which may be long, none stays in memory meanwhile.
 */
export function lateJsonFile(document: JsonDocument, valueOf: () => object): OutputFile {
  const body: OutputFile['body'] = () => Promise.resolve(textBytes(jsonText(valueOf())));
  return { ...jsonFile(document, valueOf()), body };
}

export function textBytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
