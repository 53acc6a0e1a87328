// Asks another registry for its advisories. It learns names and versions of packages that are not ours, and nothing
// of who asks; what it answers costs neither unbounded memory nor time.
import { type Fetch, readBounded } from '../fetch.ts';
import { isJsonObject, type JsonObject, own } from '../json.ts';
import type { PackageName } from '../package-name.ts';
import { parseJson } from '../parse-json.ts';
import { printable } from '../printable.ts';
import { parsePublicUrl } from '../public-url.ts';
import { type Advisory, ghsaIn, severities, webAddressIn } from './advisory.ts';
import type { AuditedVersions, FoundAdvisories } from './audit-request.ts';
import { intervalsIn } from './version-intervals.ts';

export interface UpstreamAuditOptions {
  /** Of the registry, as in npm's configuration. */
  readonly url: string;
  readonly fetch: Fetch;
  /** Milliseconds for the whole answer. */
  readonly timeout: number;
  /** Names that are never sent: those of this registry's packages and scopes. */
  readonly isOwn: (name: PackageName) => boolean;
}

export interface UpstreamAnswer {
  /** `undefined` where there is no answer. */
  readonly advisories: FoundAdvisories | undefined;
  /** Why there is none, or what is missing of it: for a log. */
  readonly reason: string | undefined;
}

/** Bytes. The advisories of all dependencies of a very large project are some hundred kB. */
const maximumAnswer = 8 * 2 ** 20;

/** Characters; reading a range takes longer than its length. */
const maximumRange = 16_384;

/** Throws URL_INVALID. */
export function createUpstreamAudit(
  options: UpstreamAuditOptions,
): (audited: AuditedVersions) => Promise<UpstreamAnswer> {
  const url = new URL('-/npm/v1/security/advisories/bulk', parsePublicUrl(options.url));
  return async (audited) => {
    const foreign = new Map([...audited].filter(([name]) => !options.isOwn(name)));
    if (foreign.size === 0) return { advisories: new Map(), reason: undefined };
    try {
      return parseAnswer(await post(url, foreign, options), foreign);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      return { advisories: undefined, reason: printable(`${url.href}: ${why}`) };
    }
  };
}

async function post(
  url: URL,
  audited: AuditedVersions,
  { fetch, timeout }: UpstreamAuditOptions,
): Promise<Uint8Array> {
  const response = await fetch(url.href, {
    method: 'POST',
    headers: { accept: 'application/json', 'content-type': 'application/json' },
    body: JSON.stringify(
      Object.fromEntries([...audited].map(([name, versions]) => [name, [...versions]])),
    ),
    credentials: 'omit',
    // Another host was not configured, and the body is not its business.
    redirect: 'manual',
    signal: AbortSignal.timeout(timeout),
  });
  if (response.ok) return readBounded(response, maximumAnswer);
  await response.body?.cancel();
  throw new Error(`it answered ${response.status}`);
}

function parseAnswer(bytes: Uint8Array, audited: AuditedVersions): UpstreamAnswer {
  const { value, fault } = parseJson(bytes, { maxDepth: 16 });
  if (!isJsonObject(value)) throw new Error(`its answer ${fault ?? 'is not a JSON object'}`);
  const advisories = new Map<PackageName, readonly Advisory[]>();
  let unread = 0;
  for (const name of audited.keys()) {
    const rows: unknown = own(value, name) ?? [];
    const list: readonly unknown[] = Array.isArray(rows) ? rows : [rows];
    const read = list.map((row) => advisoryIn(name, row)).filter((row) => row !== undefined);
    unread += list.length - read.length;
    if (read.length > 0) advisories.set(name, read);
  }
  const reason = unread === 0 ? undefined : `${unread} of its advisories could not be read`;
  return { advisories, reason };
}

/** What every client needs of a row. */
function advisoryIn(name: PackageName, row: unknown): Advisory | undefined {
  if (!isJsonObject(row)) return undefined;
  const id = own(row, 'id');
  const title = own(row, 'title');
  const url = webAddressIn(own(row, 'url'));
  const severity = severities.find((each) => each === own(row, 'severity'));
  const range = own(row, 'vulnerable_versions');
  if (!isId(id) || typeof title !== 'string') return undefined;
  if (typeof range !== 'string' || range.length > maximumRange) return undefined;
  const affected = intervalsIn(range);
  if (url === undefined || severity === undefined || affected === undefined) return undefined;
  return {
    id,
    name,
    title: printable(title),
    url,
    severity,
    vulnerableVersions: range,
    affected,
    cwe: textsIn(own(row, 'cwe')),
    cves: [],
    ghsa: ghsaIn(url),
    cvss: cvssIn(own(row, 'cvss')),
    overview: '',
    created: '',
    updated: '',
  };
}

function isId(id: unknown): id is number | string {
  return typeof id === 'string' ? /^[\w.-]{1,128}$/.test(id) : Number.isSafeInteger(id);
}

function textsIn(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
}

function cvssIn(value: unknown): Advisory['cvss'] {
  const cvss: JsonObject = isJsonObject(value) ? value : {};
  const score = own(cvss, 'score');
  const vector = own(cvss, 'vectorString');
  return {
    score: typeof score === 'number' ? score : 0,
    vectorString: typeof vector === 'string' ? vector : null,
  };
}
