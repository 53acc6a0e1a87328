// A security advisory as npm's audit speaks of it: one package, whichever database it came from.
import type { PackageName } from '../package-name.ts';
import { isIn, type Intervals } from './version-intervals.ts';
import type { Version } from '../version.ts';

export const severities = ['info', 'low', 'moderate', 'high', 'critical'] as const;

export type Severity = (typeof severities)[number];

export interface Advisory {
  /**
   * npm's caches and reports tell advisories of a package apart by it. Ours fit in 31 bits, as deno has read them, and
   * are above all that npm has given so far.
   */
  readonly id: number | string;
  readonly name: PackageName;
  /** Free of control characters. */
  readonly title: string;
  /** http or https. */
  readonly url: string;
  readonly severity: Severity;
  /** npm's range. */
  readonly vulnerableVersions: string;
  /** The same, to be asked of one version after another. */
  readonly affected: Intervals;
  readonly cwe: readonly string[];
  readonly cves: readonly string[];
  /** GitHub's id of the same vulnerability. */
  readonly ghsa: string | undefined;
  /** `score` is 0 where only the vector is known, as npm has it. */
  readonly cvss: { readonly score: number; readonly vectorString: string | null };
  readonly overview: string;
  /** ISO 8601; empty where it is not known. */
  readonly created: string;
  readonly updated: string;
}

/** The advisories of a package that the asker may know of. */
export type AdvisoriesOf = (name: PackageName) => readonly Advisory[];

/** Whether any of them affects the version. */
export function isInsecure(advisories: readonly Advisory[], version: Version): boolean {
  return advisories.some(({ affected }) => isIn(affected, version));
}

/** `GHSA-…`, in upper and lower case as GitHub writes it, where a text holds one. */
export function ghsaIn(text: string): string | undefined {
  const [, digits] = /\bGHSA-((?:[\da-z]{4}-){2}[\da-z]{4})\b/i.exec(text) ?? [];
  return digits === undefined ? undefined : `GHSA-${digits.toLowerCase()}`;
}

/** The address, if a browser opens it; no longer than any genuine one. */
export function webAddressIn(value: unknown): string | undefined {
  if (typeof value !== 'string' || value.length > 2048 || !URL.canParse(value)) return undefined;
  const { protocol, href } = new URL(value);
  return protocol === 'https:' || protocol === 'http:' ? href : undefined;
}
