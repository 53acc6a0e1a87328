import type { HostPreset } from '../host/host-preset.ts';

/** A host's own files, whatever its URL. */
export function ownFilesOf(preset: HostPreset): readonly string[] {
  const url = new URL('https://registry.example.com/');
  return preset.configFiles({ url }).map(({ path }) => path);
}
