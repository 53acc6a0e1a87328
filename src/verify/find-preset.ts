import { StillpackError } from '../errors.ts';
import { hostPresets } from '../host/host-preset-of.ts';
import type { HostPreset } from '../host/host-preset.ts';
import { serve } from '../host/serve.ts';
import { own } from '../json.ts';
import { buildRecordPath } from '../write/build-record.ts';
import { type BuiltFolder, parseObject } from './built-folder.ts';

/** What the record of the build says of itself; each is `undefined` when it does not say it. */
export interface Hints {
  readonly host: string | undefined;
  readonly url: string | undefined;
}

export async function readHints(folder: BuiltFolder): Promise<Hints> {
  const record = parseObject(await folder.read(buildRecordPath)) ?? {};
  const textAt = (key: string): string | undefined => {
    const value = own(record, key);
    return typeof value === 'string' ? value : undefined;
  };
  return { host: textAt('host'), url: textAt('url') };
}

/**
 * The preset a folder was built for: the one its record names, or, without a record, one whose layout the paths
 * have. Throws OUTPUT_NOT_OURS when it is no built registry.
 */
export async function findPreset(
  folder: BuiltFolder,
  { dir, host }: { readonly dir: string; readonly host: string | undefined },
): Promise<HostPreset> {
  const presets = [...hostPresets, serve];
  const guess = await guessPreset(folder);
  const found =
    presets.find(({ name }) => name === host) ?? presets.find(({ name }) => name === guess);
  if (found !== undefined) return found;
  throw new StillpackError('OUTPUT_NOT_OURS', `${dir} is not a folder that stillpack built.`, {
    path: dir,
    hint: 'Give the folder that `stillpack build --out` wrote.',
  });
}

/** The name of a preset that has the folder's layout and demands nothing beyond it. */
async function guessPreset(folder: BuiltFolder): Promise<string | undefined> {
  const top = await folder.list('');
  if (top.includes('packuments/') || top.includes('registry/')) return 's3';
  const dash = await folder.list('-');
  if (dash.length === 0) return undefined;
  if (!dash.includes('t/')) return 'github-pages';
  const isStatic = top.some((name) => name.includes('%2f'));
  return isStatic ? 'static' : 'serve';
}
