import { createHash } from 'node:crypto';
import { type JsonObject, own } from '../json.ts';
import { jsonText } from '../json-text.ts';
import { type Finding, finding } from './finding.ts';

/**
 * `_rev` ends with the MD5 of the rest of the packument, so that whoever keeps a copy of a document by its `_rev`, as
 * CouchDB's clients do, sees every change.
 */
export function verifyRevision(
  bytes: Uint8Array,
  packument: JsonObject,
  path: string,
): readonly Finding[] {
  const revision = own(packument, '_rev');
  const head = jsonText({ _id: own(packument, '_id'), _rev: revision }).slice(0, -1);
  const text = Buffer.from(bytes).toString('utf8');
  const rest = text.startsWith(`${head},`) ? `{${text.slice(head.length + 1)}` : undefined;
  const digest = rest === undefined ? '' : createHash('md5').update(rest).digest('hex');
  if (typeof revision === 'string' && /^\d+-(.*)$/s.exec(revision)?.[1] === digest) return [];
  return [finding('REVISION_DIFFERS', path, 'Its _rev is not that of its content.')];
}
