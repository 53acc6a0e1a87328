// What a change says in meta.json.
import { isDeepStrictEqual } from 'node:util';
import type { HeldPackage } from '../../change/held-package.ts';
import { deprecationsOf } from '../../model/deprecations.ts';
import { distTagsOf } from '../../model/dist-tags.ts';
import { folderOf } from '../../source/package-path.ts';
import { type Finding, finding } from '../finding.ts';
import { findingOf } from '../problem-finding.ts';
import type { ReviewedPackage } from '../reviewed.ts';

/** Of a package whose meta.json the change touches, or whose versions. */
export function checkMeta({ before, after }: ReviewedPackage): readonly Finding[] {
  const path = `${folderOf(after.name)}/meta.json`;
  return [
    ...checkReserved({ before, after }, path),
    ...checkStale(after, path),
    ...checkPower({ before, after }, path),
  ];
}

type Sides = Pick<ReviewedPackage, 'before' | 'after'>;

/** A name that is taken by a meta.json alone: who owns it would be settled before anybody sees a version. */
function checkReserved({ before, after }: Sides, path: string): readonly Finding[] {
  const isBegun = before.metaBytes !== undefined || before.files.length > 0;
  if (isBegun || after.metaBytes === undefined || after.files.length > 0) return [];
  return [finding('name-new', { path, message: `${after.name} has a meta.json, and no version.` })];
}

/** Tags and deprecations that point nowhere. */
function checkStale({ versions, meta }: HeldPackage, path: string): readonly Finding[] {
  const deprecations = deprecationsOf({ path, entries: meta.deprecated, versions });
  const tags = distTagsOf({
    path,
    tags: meta.distTags,
    versions: versions.map((version) => ({ version, deprecated: undefined })),
    claimed: new Set(versions),
  });
  return [...deprecations.problems, ...tags.problems].map(findingOf);
}

const powers = [
  ['maintainers', 'who may publish it'],
  ['access', 'who may read it'],
  ['trustedPublishers', 'which workflows may publish it'],
  ['versions', 'dates and publishers of its versions'],
] as const;

function checkPower({ before, after }: Sides, path: string): readonly Finding[] {
  return powers.flatMap(([field, what]) => {
    const [was, is] = [before.meta[field], after.meta[field]];
    if (isDeepStrictEqual(was, is)) return [];
    // Whoever begins a package is its first owner; that it begins is a finding of its own.
    if (field === 'maintainers' && before.metaBytes === undefined && before.versions.length === 0) {
      return [];
    }
    return [
      finding('policy-changed', { path, message: `"${field}" of ${after.name} changes: ${what}.` }),
    ];
  });
}
