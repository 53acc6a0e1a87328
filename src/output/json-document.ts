// The one place where documents become bytes.
import { sha256Hex } from '../digest.ts';
import type { PackageName } from '../package-name.ts';
import type { OutputFile, OutputKind } from './output-file.ts';

/**
 * Compact JSON, keys in the order they were made, `__proto__` among them. Half a surrogate pair becomes U+FFFD:
 * JSON could escape it, but parsers written in Rust (pnpm 12, deno) refuse the document then.
 */
export function jsonText(value: object | string): string {
  const text = JSON.stringify(value);
  // JSON.stringify escapes surrogates only when they are alone.
  return text.includes('\\ud')
    ? text.replace(/\\(?:u(d[89a-f][\da-f]{2})|.)/g, (escape: string, lone?: string) =>
        lone === undefined ? escape : '\uFFFD',
      )
    : text;
}

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
