import { StillpackError } from '../errors.ts';
import { packageDocument } from '../host/document-names.ts';
import { hostPresets } from '../host/host-preset-of.ts';
import type { HostPreset } from '../host/host-preset.ts';
import { serve } from '../host/serve.ts';
import { own } from '../json.ts';
import { packageNameOf } from '../package-name.ts';
import { buildRecordPath } from '../write/work-folder.ts';
import { type BuiltFolder, parseObject } from './built-folder.ts';
import { findBase } from './find-base.ts';
import { ownFilesOf } from './own-files.ts';

export interface BuiltFor {
  readonly preset: HostPreset;
  /** The public base that tarball URLs begin with; `''` when no package tells. */
  readonly base: string;
}

/**
 * The host and URL a folder was built for: what its record says, or, without one, the preset whose files and layout
 * the folder has. Throws OUTPUT_NOT_OURS when it is no built registry.
 */
export async function findPreset(folder: BuiltFolder, dir: string): Promise<BuiltFor> {
  const record = parseObject(await folder.read(buildRecordPath)) ?? {};
  const presets = [...hostPresets, serve];
  const named = presets.find(({ name }) => name === own(record, 'host'));
  const url = own(record, 'url');
  if (named !== undefined) {
    const base = typeof url === 'string' ? url : await findBase(folder, named);
    return { preset: named, base: base ?? '' };
  }
  const fitting = await fittingPresets(folder, presets);
  for (const preset of fitting) {
    const base = await findBase(folder, preset);
    if (base !== undefined) return { preset, base };
  }
  const [preset] = fitting;
  if (preset !== undefined) return { preset, base: '' };
  throw new StillpackError('OUTPUT_NOT_OURS', `${dir} is not a folder that stillpack built.`, {
    path: dir,
    hint: 'Give the folder that `stillpack build --out` wrote.',
  });
}

/** Those whose own files and kind of layout the folder has, the ones with the most files first. */
async function fittingPresets(
  folder: BuiltFolder,
  presets: readonly HostPreset[],
): Promise<readonly HostPreset[]> {
  const top = await folder.list('');
  const hasTarballs = (await folder.list('-')).includes('t/');
  const hasTwins = top.some((name) => /^@.+%2f/.test(name));
  const hasScopes = top.some((name) => name.startsWith('@'));
  const fits = (preset: HostPreset): boolean => {
    const isFlat = preset.layout.name === 'flat' || preset.layout.name === 'static';
    if (hasTarballs && !isFlat) return false;
    return !hasScopes || hasTwins === usesTwins(preset);
  };
  const found: { readonly preset: HostPreset; readonly files: number }[] = [];
  for (const preset of presets) {
    const files = ownFilesOf(preset);
    const there = await Promise.all(files.map((path) => folder.read(path)));
    if (fits(preset) && there.every((bytes) => bytes !== undefined)) {
      found.push({ preset, files: files.length });
    }
  }
  return found.toSorted((a, b) => b.files - a.files).map(({ preset }) => preset);
}

function usesTwins(preset: HostPreset): boolean {
  const name = packageNameOf('@scope/name');
  if (name === undefined) return false;
  const paths = preset.layout.pathsOf(packageDocument(name, 'packument'));
  return paths.some((path) => path.includes('%2f'));
}
