import { describe, expect, it } from 'vitest';
import { admitVersions } from '../../../src/model/admitted-versions.ts';
import { packageInput, type PackageParts, version } from '../../support/model.ts';

const early = '2024-01-01T00:00:00Z';
const late = '2024-02-01T00:00:00Z';

function admit(parts: PackageParts & { readonly unpublished?: readonly string[] }) {
  const unpublished = new Set((parts.unpublished ?? []).map(version));
  const result = admitVersions({ ...packageInput(parts), unpublished });
  return {
    files: result.versions.map(({ file }) => file.path.replace(/^packages\//, '')),
    claimed: result.claimed,
    problems: result.problems.map(({ code, path }) => `${code} ${path.replace(/^packages\//, '')}`),
  };
}

describe('admitVersions', () => {
  it('gives versions in semver order', () => {
    const versions = ['10.0.0', '9.0.0', '9.0.0-rc.10', '9.0.0-rc.9'].map((each) => ({
      version: each,
    }));
    expect(admit({ versions }).claimed).toEqual(['9.0.0-rc.9', '9.0.0-rc.10', '9.0.0', '10.0.0']);
  });

  it('leaves out a tarball of another package', () => {
    const versions = [
      { version: '1.0.0', manifest: { name: 'other' } },
      { version: '2.0.0', manifest: { name: 'PKG' } },
    ];
    expect(admit({ versions })).toMatchObject({
      files: [],
      problems: ['NAME_MISMATCH pkg/pkg-1.0.0.tgz', 'NAME_MISMATCH pkg/pkg-2.0.0.tgz'],
    });
  });

  it('leaves out a tarball whose file name has another version', () => {
    expect(admit({ versions: [{ version: '1.0.0', manifest: { version: '1.0.1' } }] })).toEqual({
      files: [],
      claimed: ['1.0.0'],
      problems: ['VERSION_MISMATCH pkg/pkg-1.0.0.tgz'],
    });
  });

  it('takes a loose version for the version it is', () => {
    const versions = [
      { version: '1.0.0', fileName: 'pkg-v1.0.0.tgz', manifest: { version: '=v1.0.0+b' } },
    ];
    expect(admit({ versions })).toMatchObject({ files: ['pkg/pkg-v1.0.0.tgz'], problems: [] });
  });

  it('leaves out what could not be read or inspected, whose problem is known already', () => {
    expect(admit({ versions: [{ version: '1.0.0', unreadable: true }] })).toEqual({
      files: [],
      claimed: ['1.0.0'],
      problems: [],
    });
  });

  it('never serves an unpublished version', () => {
    const versions = [{ version: '1.0.0' }, { version: '1.0.1' }];
    expect(admit({ versions, unpublished: ['1.0.1', '0.9.0'] })).toEqual({
      files: ['pkg/pkg-1.0.0.tgz'],
      claimed: ['1.0.0'],
      problems: ['VERSION_UNPUBLISHED pkg/pkg-1.0.1.tgz'],
    });
  });
});

describe('two files for one version', () => {
  const first = { version: '1.0.0', landed: early, fileName: 'pkg-1.0.0.tgz' };
  const second = { version: '1.0.0', landed: late, fileName: 'pkg-v1.0.0.tgz' };
  const other = { manifest: { license: 'other' } };

  it('are no rivals with the same bytes', () => {
    expect(admit({ versions: [second, first] })).toEqual({
      files: ['pkg/pkg-1.0.0.tgz'],
      claimed: ['1.0.0'],
      problems: ['FILE_UNEXPECTED pkg/pkg-v1.0.0.tgz'],
    });
  });

  it('are the one that landed first: a later file cannot replace or remove a version', () => {
    // What is wrong with the later file, source has said: VERSION_CHANGED.
    expect(admit({ versions: [{ ...second, ...other }, first] })).toMatchObject({
      files: ['pkg/pkg-1.0.0.tgz'],
      problems: [],
    });
    const swapped = [
      { ...first, landed: late },
      { ...second, ...other, landed: early },
    ];
    expect(admit({ versions: swapped }).files).toEqual(['pkg/pkg-v1.0.0.tgz']);
  });

  it('are none when they landed in one commit', () => {
    expect(admit({ versions: [first, { ...second, ...other, landed: early }] })).toEqual({
      files: [],
      claimed: ['1.0.0'],
      problems: ['VERSION_DUPLICATE pkg/pkg-1.0.0.tgz'],
    });
  });

  it('are one when they landed in one commit with the same bytes', () => {
    expect(admit({ versions: [first, { ...second, landed: early }] })).toMatchObject({
      files: ['pkg/pkg-1.0.0.tgz'],
      problems: ['FILE_UNEXPECTED pkg/pkg-v1.0.0.tgz'],
    });
  });

  it('do not let the later one take the place of a broken first one', () => {
    expect(admit({ versions: [{ ...first, unreadable: true }, second] }).files).toEqual([]);
  });

  it('are the committed one, when the other is only in the work tree', () => {
    const loose = { ...second, ...other, landed: early, uncommitted: true };
    expect(admit({ versions: [loose, first] })).toMatchObject({
      files: ['pkg/pkg-1.0.0.tgz'],
      problems: ['VERSION_DUPLICATE pkg/pkg-v1.0.0.tgz'],
    });
  });

  it('are none when both are only in the work tree', () => {
    const versions = [first, { ...second, ...other }];
    const loose = versions.map((each) => ({ ...each, uncommitted: true }));
    expect(admit({ versions: loose })).toMatchObject({
      files: [],
      problems: ['VERSION_DUPLICATE pkg/pkg-1.0.0.tgz', 'VERSION_DUPLICATE pkg/pkg-v1.0.0.tgz'],
    });
  });
});
