// Whatever is planned after whatever: meta.json stays valid, and a build says what was asked, and nothing else new.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Change } from '../../src/change/change.ts';
import { versionsMatching } from '../../src/change/edit-deprecations.ts';
import { type HeldOrg, heldOrgOf } from '../../src/change/held-org.ts';
import type { HeldPackage } from '../../src/change/held-package.ts';
import { planAccess } from '../../src/change/plan-access.ts';
import { planDeprecate, planDeprecations } from '../../src/change/plan-deprecate.ts';
import { planDistTag } from '../../src/change/plan-dist-tag.ts';
import { planGrant, planRevoke } from '../../src/change/plan-grant.ts';
import { planOrg } from '../../src/change/plan-org.ts';
import { planOwners } from '../../src/change/plan-owners.ts';
import { planStar } from '../../src/change/plan-star.ts';
import { planTeam, planTeamMember } from '../../src/change/plan-team.ts';
import { planUnpublish } from '../../src/change/plan-unpublish.ts';
import { StillpackError } from '../../src/errors.ts';
import { packageOf } from '../../src/model/package-of.ts';
import { changedPackage, heldOrg, heldPackage, tag, team, user } from '../support/held.ts';
import { packageInput, packageName, version } from '../support/model.ts';

const versions = ['0.9.0', '1.0.0', '1.1.0', '2.0.0-rc.1', '2.0.0'];
const tags = ['latest', 'next', 'old'];
const ranges = ['*', '1', '2', '<1', '<2', '>=1', '^1.0.0', '>=2.0.0-rc.0', ...versions];
const people = ['ann', 'jo', 'mira'];

/** What a build says of the package, in the words of the test. */
interface View {
  readonly versions: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
  readonly deprecated: Readonly<Record<string, string>>;
  readonly owners: readonly string[];
  readonly access: string | undefined;
  readonly stars: readonly string[];
}

function viewOf(pkg: HeldPackage): View {
  const meta = pkg.metaBytes && new TextDecoder().decode(pkg.metaBytes);
  const input = packageInput({
    name: pkg.name,
    versions: pkg.files.map((file) => ({ version: file.version })),
    ...(meta === undefined ? {} : { meta }),
  });
  const { package: built, problems } = packageOf(input);
  // Neither META_INVALID nor anything stale.
  expect(problems).toEqual([]);
  return {
    versions: built?.versions.map((each) => each.version) ?? [],
    tags: Object.fromEntries(built?.distTags ?? []),
    deprecated: Object.fromEntries(
      (built?.versions ?? []).flatMap(({ version: each, deprecated }) =>
        deprecated === undefined ? [] : [[each, deprecated] as const],
      ),
    ),
    owners: built?.maintainers.map(({ name }) => name) ?? [],
    access: built?.access,
    stars: built?.stars ?? [],
  };
}

interface Step {
  readonly plan: (pkg: HeldPackage) => Change | undefined;
  /** What is different afterwards. */
  readonly expected: (before: View, pkg: HeldPackage) => Partial<View>;
}

const pick = <Value>(values: readonly Value[]): fc.Arbitrary<Value> => fc.constantFrom(...values);
const without = (
  object: Readonly<Record<string, string>>,
  gone: (key: string, value: string) => boolean,
): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(object).filter(([key, value]) => !gone(key, value)));

const setTag = fc.record({ name: pick(tags), at: pick(versions) }).map(({ name, at }): Step => ({
  plan: (pkg) => planDistTag({ pkg, tag: tag(name), version: version(at) }),
  expected: (before) => ({ tags: { ...before.tags, [name]: at } }),
}));

const removeTag = pick(tags).map((name): Step => ({
  plan: (pkg) => planDistTag({ pkg, tag: tag(name), version: undefined }),
  expected: (before) => ({ tags: without(before.tags, (each) => each === name) }),
}));

const deprecate = fc
  .record({ range: pick(ranges), message: pick(['', '', 'a', 'b']) })
  .map(({ range, message }): Step => ({
    plan: (pkg) => planDeprecate({ pkg, range, message }),
    expected: (before, pkg) => {
      const matched = versionsMatching(range, pkg.versions);
      const others = without(before.deprecated, (each) => matched.has(version(each)));
      const said = message === '' ? [] : [...matched].map((each) => [each, message] as const);
      return { deprecated: { ...others, ...Object.fromEntries(said) } };
    },
  }));

const deprecateEach = fc.dictionary(pick(versions), pick(['', 'a', 'b'])).map((messages): Step => ({
  plan: (pkg) =>
    planDeprecations({
      pkg,
      messages: new Map(Object.entries(messages).map(([key, text]) => [version(key), text])),
    }),
  expected: (before) => ({
    deprecated: without({ ...before.deprecated, ...messages }, (each, text) => {
      return text === '' || !before.versions.includes(each);
    }),
  }),
}));

const unpublish = fc
  .record({ at: fc.option(pick(versions)), force: fc.boolean() })
  .map(({ at, force }): Step => ({
    plan: (pkg) =>
      planUnpublish({ pkg, version: at === null ? undefined : version(at), reason: 'why', force }),
    expected: (before) => {
      const left = before.versions.filter((each) => at !== null && each !== at);
      if (left.length === 0) {
        const nothing = { versions: [], tags: {}, deprecated: {}, owners: [], stars: [] };
        return { ...nothing, access: undefined };
      }
      return {
        versions: left,
        tags: without(before.tags, (_, target) => target === at),
        deprecated: without(before.deprecated, (each) => each === at),
      };
    },
  }));

const changeOwner = fc
  .record({ name: pick(people), comes: fc.boolean() })
  .map(({ name, comes }): Step => ({
    plan: (pkg) =>
      planOwners({
        pkg,
        implied: [],
        add: comes ? [user(name)] : [],
        remove: comes ? [] : [user(name)],
      }),
    expected: ({ owners, versions: there }) => {
      const others = owners.filter((each) => each !== name);
      return { owners: there.length === 0 ? [] : comes ? [...others, name].sort() : others };
    },
  }));

const setAccess = pick(['public', 'restricted'] as const).map((access): Step => ({
  plan: (pkg) => planAccess({ pkg, access, isEnforceable: true }),
  expected: ({ versions: there }) => ({ access: there.length === 0 ? undefined : access }),
}));

const star = fc
  .record({ name: pick(people), isStarred: fc.boolean() })
  .map(({ name, isStarred }): Step => ({
    plan: (pkg) => planStar({ pkg, user: user(name), isStarred }),
    expected: ({ stars }) => {
      const others = stars.filter((each) => each !== name);
      return { stars: isStarred ? [...others, name].sort() : others };
    },
  }));

/** The change, or `refused`; anything that is no refusal is a bug. */
function attempt(plan: () => Change | undefined): Change | undefined | 'refused' {
  try {
    return plan();
  } catch (error) {
    if (error instanceof StillpackError) return 'refused';
    throw error;
  }
}

/** `latest` follows from the other things, unless it is what was asked for. */
function withoutLatest(view: View): View {
  return { ...view, tags: without(view.tags, (each) => each === 'latest') };
}

test('packages say what was asked, after any sequence of changes', () => {
  const steps = fc.oneof(
    ...[setTag, setTag, removeTag, deprecate, deprecate, deprecateEach],
    ...[unpublish, changeOwner, setAccess, star],
  );
  const indents = pick([undefined, 2, '\t']);
  const run = fc.property(fc.array(steps, { maxLength: 12 }), indents, (sequence, indent) => {
    let pkg = heldPackage({
      versions,
      meta: JSON.stringify({ maintainers: ['mira'] }, undefined, indent),
    });
    for (const { plan, expected } of sequence) {
      const change = attempt(() => plan(pkg));
      if (change === 'refused') continue;
      const before = viewOf(pkg);
      const wanted = { ...before, ...expected(before, pkg) };
      const changed = changedPackage(pkg, change);
      const after = viewOf(changed);
      expect(withoutLatest(after)).toEqual(withoutLatest(wanted));
      const { latest } = wanted.tags;
      if (latest !== undefined && latest !== before.tags['latest']) {
        expect(after.tags['latest']).toBe(latest);
      }
      // Whatever was there is there, or has a tombstone.
      const all = [...changed.versions, ...changed.meta.unpublished.keys()].map(String);
      expect(all.sort()).toEqual(versions.toSorted());
      // Who asks for it again has nothing to do, or is told that it is gone.
      expect(attempt(() => plan(changed)) ?? 'refused').toBe('refused');
      pkg = changed;
    }
  });
  fc.assert(run, { numRuns: 300 });
});

const orgSteps = fc
  .record({
    kind: pick(['set', 'rm', 'create', 'destroy', 'add', 'leave', 'grant', 'revoke']),
    name: pick(people),
    role: pick(['owner', 'admin', 'developer'] as const),
    to: pick(['web', 'core']),
    of: pick(['@acme/ui', 'left-pad']),
  })
  .map(({ kind, name, role, to, of }) => (org: HeldOrg): Change | undefined => {
    const request = { org, team: team(to) };
    switch (kind) {
      case 'set':
        return planOrg({ org, user: user(name), role });
      case 'rm':
        return planOrg({ org, user: user(name), role: undefined });
      case 'create':
      case 'destroy':
        return planTeam({ ...request, exists: kind === 'create', owned: [] });
      case 'add':
      case 'leave':
        return planTeamMember({ ...request, user: user(name), isMember: kind === 'add' });
      case 'grant':
        return planGrant({
          ...request,
          pkg: heldPackage({ name: of, versions: ['1.0.0'] }),
          permission: role === 'owner' ? 'read-write' : 'read-only',
        });
      default:
        return planRevoke({ ...request, name: packageName(of) });
    }
  });

test('organisations keep an owner, and teams have members of them only', () => {
  const run = fc.property(fc.array(orgSteps, { maxLength: 20 }), (sequence) => {
    let held = heldOrg();
    for (const plan of sequence) {
      const change = attempt(() => plan(held));
      if (change === 'refused' || change === undefined) continue;
      expect(change.files.map(({ path }) => path)).toEqual(['orgs/acme.json']);
      // Throws what a build would say of the file.
      held = heldOrgOf(held.scope, change.files[0]?.bytes);
      expect([...(held.org?.members.values() ?? [])]).toContain('owner');
      for (const { members } of held.org?.teams.values() ?? []) {
        expect(members.filter((name) => held.org?.members.has(name) !== true)).toEqual([]);
      }
      expect(attempt(() => plan(held)) ?? 'refused').toBe('refused');
    }
  });
  fc.assert(run, { numRuns: 300 });
});
