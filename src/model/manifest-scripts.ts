import { isJsonObject, type JsonObject, own } from '../json.ts';

/**
 * `scripts` with texts only. As npm publish does (@npmcli/package-json 7, step `gypfile`), a binding.gyp without an
 * install or preinstall script implies `node-gyp rebuild`, unless `gypfile` is false.
 */
export function scriptFields(manifest: JsonObject, hasBindingGyp: boolean): JsonObject {
  const given = own(manifest, 'scripts');
  const scripts = isJsonObject(given)
    ? Object.fromEntries(Object.entries(given).filter(([, script]) => typeof script === 'string'))
    : undefined;
  const installs =
    Boolean(own(scripts ?? {}, 'install')) || Boolean(own(scripts ?? {}, 'preinstall'));
  if (hasBindingGyp && !installs && own(manifest, 'gypfile') !== false) {
    return { scripts: { ...scripts, install: 'node-gyp rebuild' }, gypfile: true };
  }
  return { scripts };
}

/** Whether npm runs something of the package's own on install. */
export function hasInstallScript(manifest: JsonObject): boolean {
  const scripts = own(manifest, 'scripts');
  return (
    isJsonObject(scripts) &&
    ['preinstall', 'install', 'postinstall'].some((name) => Boolean(own(scripts, name)))
  );
}
