// The one way from a file's bytes to a JSON value; what a reader is strict about, it says here.
import { holdsMoreValues, isNestedDeeper } from './json-bounds.ts';
import { repeatedKeyOf } from './repeated-key.ts';

export type ParsedJson =
  | { readonly value: unknown; readonly fault?: undefined }
  /** What is wrong, to follow the name of the file: `is not JSON`. It may quote the file. */
  | { readonly fault: string; readonly value?: undefined };

export interface JsonRules {
  /** Refuse an object that has a key twice: for files that people write, and that others review. @default false */
  readonly uniqueKeys?: boolean;
  /** How deep objects and arrays may be nested. @default any depth */
  readonly maxDepth?: number;
  /** How many values there may be, the members of objects and arrays included. @default any number */
  readonly maxValues?: number;
}

/** Parses JSON in UTF-8, with or without a BOM; bytes that are not UTF-8 are never replaced. */
export function parseJson(
  bytes: Uint8Array,
  { uniqueKeys = false, maxDepth = Infinity, maxValues = Infinity }: JsonRules = {},
): ParsedJson {
  const text = textOf(bytes);
  if (text === undefined) return { fault: 'is not text in UTF-8' };
  if (maxDepth < Infinity && isNestedDeeper(text, maxDepth)) return { fault: 'is nested too deep' };
  if (maxValues < Infinity && holdsMoreValues(text, maxValues)) {
    return { fault: `holds more than ${maxValues} values` };
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { fault: `is not JSON: ${error instanceof Error ? error.message : String(error)}` };
  }
  const repeated = uniqueKeys ? repeatedKeyOf(text) : undefined;
  return repeated === undefined ? { value } : { fault: `has the key "${repeated}" twice` };
}

function textOf(bytes: Uint8Array): string | undefined {
  try {
    // It drops a BOM.
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
