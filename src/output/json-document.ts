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
  const body = new TextEncoder().encode(text);
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
