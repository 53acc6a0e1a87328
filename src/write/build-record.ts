// `-/stillpack/build.json`: says that the folder is ours, and what the last finished build was made of.
import { isJsonObject, own } from '../json.ts';
import { parseJson } from '../parse-json.ts';

/** Raised when a record cannot be read by older programs; a folder with another format is written anew. */
export const recordFormat = 2;

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
  /** Versions were left out because this folder held them with other bytes: what is here is not what others have. */
  readonly isOverruled: boolean;
}

const fields = ['stillpack', 'commit', 'date', 'options', 'host', 'url'] as const;

/** While a build is not finished, its folder names the last one that was. */
export function renderBuildRecord(
  record: BuildRecord | undefined,
  { finished }: { readonly finished: boolean },
): Buffer {
  const { isOverruled = false, ...rest } = record ?? {};
  const json = { format: recordFormat, finished, ...rest, ...(isOverruled && { overruled: true }) };
  return Buffer.from(`${JSON.stringify(json, undefined, 2)}\n`);
}

/** The record of the last build that finished, and whether none began after it; nothing for anything else. */
export function parseBuildRecord(bytes: Uint8Array | undefined): {
  readonly record: BuildRecord | undefined;
  readonly isFinished: boolean;
} {
  const none = { record: undefined, isFinished: false };
  const json = bytes === undefined ? undefined : parseJson(bytes).value;
  if (!isJsonObject(json) || own(json, 'format') !== recordFormat) return none;
  const values = fields.map((field) => own(json, field));
  if (!values.every((value) => typeof value === 'string')) return none;
  const [stillpack = '', commit = '', date = '', options = '', host = '', url = ''] = values;
  const isOverruled = own(json, 'overruled') === true;
  const record = { stillpack, commit, date, options, host, url, isOverruled };
  return { record, isFinished: own(json, 'finished') === true };
}
