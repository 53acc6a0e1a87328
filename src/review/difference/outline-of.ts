import type { Tarball } from '../../inspect/tarball.ts';
import { isJsonObject, type JsonObject, own } from '../../json.ts';
import { cutText } from '../../model/cut-text.ts';
import { dependencyFields } from '../../model/manifest-dependencies.ts';
import { scriptFields } from '../../model/manifest-scripts.ts';
import type { Outline } from '../review-report.ts';

/** In the order in which npm runs them. */
const onInstall = ['preinstall', 'install', 'postinstall'];

/** Code points. The longest SPDX expressions in use have about a hundred. */
const maxLicence = 200;

export function outlineOf({ manifest, hasBindingGyp }: Tarball): Outline {
  const fields = dependencyFields(manifest);
  const names = new Set(
    ['dependencies', 'optionalDependencies'].flatMap((kind) => Object.keys(objectIn(fields, kind))),
  );
  const scripts = objectIn(scriptFields(manifest, hasBindingGyp), 'scripts');
  return {
    dependencies: names.size,
    installScripts: onInstall.filter((name) => Boolean(own(scripts, name))),
    licence: licenceOf(manifest),
  };
}

/** `licenses` is what npm had before 2014. */
function licenceOf(manifest: JsonObject): string | undefined {
  const licence = own(manifest, 'license') ?? own(manifest, 'licenses');
  if (licence === undefined) return undefined;
  return cutText(typeof licence === 'string' ? licence : JSON.stringify(licence), maxLicence);
}

function objectIn(fields: JsonObject, key: string): JsonObject {
  const value = own(fields, key);
  return isJsonObject(value) ? value : {};
}
