// `-/stillpack/build.json`: says that the folder is ours, and what the last finished build was made of.
import type { OutputPath } from '../host/output-path.ts';
import { outputPathOf } from '../host/output-path.ts';
import { isJsonObject, own } from '../json.ts';

/** Raised when a record cannot be read by older programs; a folder with another format is written anew. */
export const recordFormat = 1;

export interface BuildRecord {
  /** The version of stillpack. */
  readonly stillpack: string;
  readonly commit: string;
  /** The commit's date, ISO 8601. */
  readonly date: string;
  /** A digest of the normalised options. */
  readonly options: string;
  /** The preset's name. */
  readonly host: string;
  /** The public base, ending in `/`. */
  readonly url: string;
}

const fields = ['stillpack', 'commit', 'date', 'options', 'host', 'url'] as const;

/** Any file here, also a damaged one, marks the folder as ours. */
export const buildRecordPath: OutputPath = pathOf('-/stillpack/build.json');

/** `undefined` as long as a build has not finished. */
export function renderBuildRecord(record: BuildRecord | undefined): Buffer {
  const finished = record !== undefined;
  const json = { format: recordFormat, finished, ...record };
  return Buffer.from(`${JSON.stringify(json, undefined, 2)}\n`);
}

/** The record of a finished build; `undefined` for anything else. */
export function parseBuildRecord(bytes: Uint8Array): BuildRecord | undefined {
  const json = parseJson(bytes);
  if (!isJsonObject(json)) return undefined;
  if (own(json, 'format') !== recordFormat || own(json, 'finished') !== true) return undefined;
  const values = fields.map((field) => own(json, field));
  if (!values.every((value) => typeof value === 'string')) return undefined;
  const [stillpack = '', commit = '', date = '', options = '', host = '', url = ''] = values;
  return { stillpack, commit, date, options, host, url };
}

/** `undefined` when it is not JSON. */
export function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch {
    return undefined;
  }
}

function pathOf(path: string): OutputPath {
  const parsed = outputPathOf(path);
  if (parsed === undefined) throw new TypeError(path);
  return parsed;
}
