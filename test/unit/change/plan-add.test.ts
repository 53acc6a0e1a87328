import { describe, expect, it } from 'vitest';
import {
  type AddCandidate,
  type AddRequest,
  type KnownTarball,
  planAdd,
} from '../../../src/change/plan-add.ts';
import type { PackageState } from '../../../src/change/tag-version.ts';
import { type DistTag, distTagOf } from '../../../src/dist-tag.ts';
import type { Tarball } from '../../../src/inspect/tarball.ts';
import { defaultMeta, parseMeta } from '../../../src/model/meta.ts';
import { type PackageName, packageNameOf } from '../../../src/package-name.ts';
import { problem } from '../../../src/problems.ts';
import { type Version, versionOf } from '../../../src/version.ts';

function nameOf(text: string): PackageName {
  const name = packageNameOf(text);
  if (name === undefined) throw new Error(text);
  return name;
}

function version(text: string): Version {
  const found = versionOf(text);
  if (found === undefined) throw new Error(text);
  return found;
}

function tag(text: string): DistTag {
  const found = distTagOf(text);
  if (found === undefined) throw new Error(text);
  return found;
}

function candidate(
  spec: string,
  { known = [], integrity = `sha512-${spec}` }: { known?: KnownTarball[]; integrity?: string } = {},
): AddCandidate {
  const at = spec.lastIndexOf('@');
  const tarball: Tarball = {
    name: nameOf(spec.slice(0, at)),
    version: version(spec.slice(at + 1)),
    manifest: {},
    integrity,
    shasum: '',
    size: 3,
    fileCount: 1,
    unpackedSize: 3,
    entries: [],
    readme: undefined,
    changelog: undefined,
    hasBindingGyp: false,
    hasShrinkwrap: false,
  };
  return { file: `${spec}.tgz`, bytes: Uint8Array.of(1, 2, 3), tarball, known };
}

function stateOf(versions: readonly string[], meta?: object): PackageState {
  const metaBytes = meta && new TextEncoder().encode(JSON.stringify(meta));
  const parsed = metaBytes && parseMeta('meta.json', metaBytes);
  return { versions: versions.map(version), meta: parsed?.meta ?? defaultMeta, metaBytes };
}

function request(
  candidates: readonly AddCandidate[],
  rest: Partial<AddRequest> & { state?: Readonly<Record<string, PackageState>> } = {},
): AddRequest {
  const states = Object.entries(rest.state ?? {}).map(
    ([key, value]) => [nameOf(key), value] as const,
  );
  return {
    candidates,
    packages: new Map(states),
    names: states.map(([key]) => key),
    nameClashes: () => new Map(),
    tag: undefined,
    ...rest,
  };
}

const codes = (asked: AddRequest): readonly string[] =>
  planAdd(asked).problems.map(({ code }) => code);

function textOf(bytes: Uint8Array | undefined): string {
  return new TextDecoder().decode(bytes);
}

describe('an addition', () => {
  it('is exactly one file for each version', () => {
    const { change } = planAdd(request([candidate('@acme/ui@2.0.0'), candidate('left-pad@1.0.0')]));
    expect(change?.files.map(({ path }) => path)).toEqual([
      'packages/@acme/ui/ui-2.0.0.tgz',
      'packages/left-pad/left-pad-1.0.0.tgz',
    ]);
  });

  it('says what it publishes', () => {
    const one = planAdd(request([candidate('@acme/ui@2.0.0')]));
    expect(one.change?.message).toBe('Publish @acme/ui 2.0.0\n');
    const two = planAdd(request([candidate('@acme/ui@2.0.0'), candidate('a@1.0.0')]));
    expect(two.change?.message).toBe('Publish 2 versions\n\n- @acme/ui 2.0.0\n- a 1.0.0\n');
    const tagged = planAdd(request([candidate('a@1.0.0')], { tag: tag('next') }));
    expect(tagged.change?.message).toBe('Publish a 1.0.0 as next\n');
  });

  it('changes nothing when the same bytes are committed', () => {
    const known = [
      { path: 'packages/a/x-a-1.0.0.tgz', place: 'commit', identical: true, hash: '' } as const,
    ];
    const plan = planAdd(
      request([candidate('a@1.0.0', { known })], { state: { a: stateOf(['1.0.0']) } }),
    );
    expect(plan.change).toBeUndefined();
    expect(plan.added).toEqual([]);
    expect(plan.unchanged).toMatchObject([{ name: 'a', path: 'packages/a/x-a-1.0.0.tgz' }]);
  });

  it('takes the place of the same bytes that lie uncommitted', () => {
    const path = 'packages/@acme/ui/acme-ui-2.0.0.tgz';
    const known = [{ path, place: 'work tree', identical: true, hash: '' } as const];
    const plan = planAdd(request([candidate('@acme/ui@2.0.0', { known })]));
    expect(plan.change?.files.map((file) => file.path)).toEqual([path]);
  });

  it('brings back a deleted version only with its first bytes', () => {
    const known = {
      path: 'packages/a/a-1.0.0.tgz',
      place: 'history',
      hash: 'sha512-first',
    } as const;
    const same = candidate('a@1.0.0', { known: [{ ...known, identical: true }] });
    const other = candidate('a@1.0.0', { known: [{ ...known, identical: false }] });
    expect(planAdd(request([same])).added).toHaveLength(1);
    const refused = planAdd(request([other]));
    expect(refused.change).toBeUndefined();
    expect(refused.problems).toMatchObject([{ code: 'VERSION_EXISTS' }]);
    expect(refused.problems[0]?.message).toContain('sha512-first');
    expect(refused.problems[0]?.message).toContain('sha512-a@1.0.0');
  });

  it.each(['commit', 'work tree'] as const)('never replaces other bytes of the %s', (place) => {
    const known = [{ path: 'p', place, identical: false, hash: 'sha512-other' }];
    expect(codes(request([candidate('a@1.0.0', { known })]))).toEqual(['VERSION_EXISTS']);
  });

  it('takes a version that is named twice once, and refuses it with two contents', () => {
    expect(planAdd(request([candidate('a@1.0.0'), candidate('a@1.0.0')])).added).toHaveLength(1);
    const clash = [candidate('a@1.0.0'), candidate('a@1.0.0', { integrity: 'sha512-b' })];
    expect(codes(request(clash))).toEqual(['VERSION_EXISTS']);
  });

  it('never uses a tombstone again', () => {
    const state = { a: stateOf(['1.0.0'], { unpublished: { '1.0.1': { reason: 'secret' } } }) };
    expect(codes(request([candidate('a@1.0.1')], { state }))).toEqual(['VERSION_UNPUBLISHED']);
  });

  it.each([
    [['1.0.0-rc'], ['1.0.0-RC']],
    [['1.0.0-RC'], ['1.0.0-rc']],
    [[], ['1.0.0-RC', '1.0.0-rc']],
  ])('has no place for versions that differ in case only: %j and %j', (there, added) => {
    const state = { a: stateOf(there) };
    const asked = request(
      added.map((each) => candidate(`a@${each}`)),
      { state },
    );
    const { change, problems } = planAdd(asked);
    expect(problems).toMatchObject([
      { code: 'OUTPUT_CLASH', path: expect.stringMatching(/^a@.*\.tgz$/) as string },
    ]);
    expect(change).toBeUndefined();
  });

  it('is refused as a whole', () => {
    const known = [{ path: 'p', place: 'commit', identical: false, hash: '' } as const];
    const plan = planAdd(request([candidate('a@1.0.0'), candidate('b@1.0.0', { known })]));
    expect(plan.change).toBeUndefined();
  });
});

describe('a new name', () => {
  it('has no place where it clashes, and one reason is enough', () => {
    const asked = (added: readonly string[], clashing: string): AddRequest =>
      request(
        added.map((name) => candidate(`${name}@1.0.0`)),
        {
          state: { leftpad: stateOf(['1.0.0']) },
          nameClashes: (names) => {
            expect(names.there).toEqual(['leftpad']);
            const all = [...names.there, ...names.added].filter((name) => name === clashing);
            return new Map(all.map((name) => [name, problem('OUTPUT_CLASH', name, 'Both.')]));
          },
        },
      );
    const { change, problems } = planAdd(asked(['a', 'b'], 'b'));
    expect(problems).toMatchObject([{ code: 'OUTPUT_CLASH', path: 'b@1.0.0.tgz' }]);
    expect(change).toBeUndefined();
    expect(codes(asked(['left-pad'], 'left-pad'))).toEqual(['NAME_TWIN']);
    expect(codes(asked(['new'], 'leftpad'))).toEqual([]);
  });

  it('that the repository has is not judged again', () => {
    const state = { search: stateOf(['1.0.0']), JSONStream: stateOf(['1.0.0']) };
    const candidates = [candidate('search@1.0.1'), candidate('JSONStream@1.0.1')];
    expect(codes(request(candidates, { state }))).toEqual([]);
  });

  it.each([
    ['left-pad', 'leftpad'],
    ['left.pad', 'left_pad'],
    ['jsonstream', 'JSONStream'],
    ['@acme/ui-kit', '@acme/uikit'],
    ['@ac-me/ui', '@acme/ui'],
  ])('%s cannot join %s', (name, other) => {
    const state = { [other]: stateOf(['1.0.0']) };
    expect(codes(request([candidate(`${name}@1.0.0`)], { state }))).toContain('NAME_TWIN');
  });

  it('cannot join a twin that comes with it', () => {
    expect(codes(request([candidate('left-pad@1.0.0'), candidate('leftpad@1.0.0')]))).toEqual([
      'NAME_TWIN',
    ]);
  });

  it('is no twin of the same name in a scope', () => {
    const state = { '@acme/ui': stateOf(['1.0.0']) };
    expect(codes(request([candidate('ui@1.0.0')], { state }))).toEqual([]);
  });
});

describe('a tag', () => {
  it('is written to meta.json where it differs', () => {
    const { change } = planAdd(request([candidate('a@1.0.0')], { tag: tag('next') }));
    expect(change?.files[1]?.path).toBe('packages/a/meta.json');
    expect(textOf(change?.files[1]?.bytes)).toBe(
      '{\n  "dist-tags": {\n    "next": "1.0.0"\n  }\n}\n',
    );
  });

  it('latest is not written when it is what is computed', () => {
    const asked = request([candidate('a@2.0.0')], {
      tag: tag('latest'),
      state: { a: stateOf(['1.0.0']) },
    });
    expect(planAdd(asked).change?.files).toHaveLength(1);
  });

  it('latest is written for a version below the highest', () => {
    const asked = request([candidate('a@1.0.1')], {
      tag: tag('latest'),
      state: { a: stateOf(['1.0.0', '2.0.0']) },
    });
    expect(textOf(planAdd(asked).change?.files[1]?.bytes)).toContain('"latest": "1.0.1"');
  });

  it('latest is not written when all that is higher is deprecated', () => {
    const asked = request([candidate('a@1.0.1')], {
      tag: tag('latest'),
      state: { a: stateOf(['1.0.0', '2.0.0'], { deprecated: { '2.x': 'broken' } }) },
    });
    expect(planAdd(asked).change?.files).toHaveLength(1);
  });

  it('moves a pin, and keeps everything else of meta.json', () => {
    const meta = {
      access: 'public',
      'dist-tags': { latest: '1.0.0', old: '1.0.0' },
      deprecated: { '1.0.0': 'old' },
    };
    const asked = request([candidate('a@2.0.0')], {
      tag: tag('latest'),
      state: { a: stateOf(['1.0.0'], meta) },
    });
    expect(JSON.parse(textOf(planAdd(asked).change?.files[1]?.bytes))).toEqual({
      ...meta,
      'dist-tags': { latest: '2.0.0', old: '1.0.0' },
    });
  });

  it('is given to a version that is there already', () => {
    const known = [{ path: 'p', place: 'commit', identical: true, hash: '' } as const];
    const { change } = planAdd(
      request([candidate('a@1.0.0', { known })], {
        tag: tag('stable'),
        state: { a: stateOf(['1.0.0']) },
      }),
    );
    expect(change?.files.map(({ path }) => path)).toEqual(['packages/a/meta.json']);
    expect(change?.message).toBe('Tag a 1.0.0 as stable\n');
  });

  it('other than latest leaves latest where it is, and says so', () => {
    const meta = { deprecated: { '0.x': 'old' } };
    const { change, problems } = planAdd(
      request([candidate('a@2.0.0')], {
        tag: tag('beta'),
        state: { a: stateOf(['0.9.0', '1.0.0'], meta) },
      }),
    );
    expect(JSON.parse(textOf(change?.files[1]?.bytes))).toEqual({
      ...meta,
      'dist-tags': { beta: '2.0.0', latest: '1.0.0' },
    });
    expect(change?.message).toBe('Publish a 2.0.0 as beta\n\n"latest" of a stays 1.0.0.\n');
    expect(problems.map(({ code }) => code)).toEqual(['TAG_PINNED']);
  });

  it.each([
    ['nothing, for what latest would not move to', '2.0.0-rc.1', ['1.0.0'], undefined],
    ['nothing, where latest is pinned', '2.0.0', ['1.0.0'], { 'dist-tags': { latest: '1.0.0' } }],
    ['nothing, for a first version', '2.0.0', [], undefined],
  ])('other than latest pins %s', (_what, added, there, meta) => {
    const asked = request([candidate(`a@${added}`)], {
      tag: tag('beta'),
      state: { a: stateOf(there, meta) },
    });
    const { change, problems } = planAdd(asked);
    expect(JSON.parse(textOf(change?.files[1]?.bytes))).toEqual({
      'dist-tags': { ...meta?.['dist-tags'], beta: added },
    });
    expect(change?.message).toBe(`Publish a ${added} as beta\n`);
    expect(problems).toEqual([]);
  });

  it('cannot name two versions of a package', () => {
    const asked = request([candidate('a@1.0.0'), candidate('a@2.0.0')], { tag: tag('next') });
    expect(() => planAdd(asked)).toThrow(expect.objectContaining({ code: 'OPTION_INVALID' }));
  });

  it('that pins latest below a new version is worth a warning', () => {
    const state = { a: stateOf(['1.0.0'], { 'dist-tags': { latest: '1.0.0' } }) };
    expect(codes(request([candidate('a@2.0.0')], { state }))).toEqual(['TAG_PINNED']);
    expect(codes(request([candidate('a@2.0.0-rc.1')], { state }))).toEqual([]);
  });
});
