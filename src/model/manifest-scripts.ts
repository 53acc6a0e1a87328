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

/**
 * The scripts that npm runs when it installs a package from a registry, in their order. `prepare` is run for the
 * project itself and for what comes from git.
 */
export const installEvents = ['preinstall', 'install', 'postinstall'] as const;

/** Whether npm runs something of the package's own on install. */
export function hasInstallScript(manifest: JsonObject): boolean {
  const scripts = own(manifest, 'scripts');
  return isJsonObject(scripts) && installEvents.some((name) => Boolean(own(scripts, name)));
}
