import validateLicense from 'validate-npm-package-license';
import { quoted } from '../../inspect/quoted.ts';
import { isJsonObject, type JsonObject, own } from '../../json.ts';
import { finding, type Finding } from '../finding.ts';
import type { AddedVersion } from '../reviewed.ts';

/** Whether package.json names a licence that tools understand, and the one that the previous version named. */
export function checkLicence({ path, tarball, previous }: AddedVersion): readonly Finding[] {
  const licence = licenceIn(tarball.manifest);
  const before = previous && licenceIn(previous.tarball.manifest);
  return [...invalid({ path, licence, before }), ...changed({ path, licence, before })];
}

interface Licence {
  /** Several are joined as npm's website shows them. */
  readonly text: string | undefined;
  /** In "license", as text. */
  readonly isPlain: boolean;
}

interface Licences {
  readonly path: string;
  readonly licence: Licence;
  readonly before: Licence | undefined;
}

/** `license`, or what was written before npm asked for SPDX: `{type, url}`, and `licenses` as a list of those. */
function licenceIn(manifest: JsonObject): Licence {
  const value = own(manifest, 'license') ?? own(manifest, 'licenses');
  const texts = (Array.isArray(value) ? value : [value])
    .map((each: unknown) => textOf(each)?.trim() ?? '')
    .filter((text) => text !== '');
  return {
    text: texts.length === 0 ? undefined : texts.join(' OR '),
    isPlain: typeof own(manifest, 'license') === 'string',
  };
}

function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (!isJsonObject(value)) return undefined;
  const type = own(value, 'type') ?? own(value, 'name');
  return typeof type === 'string' ? type : undefined;
}

/** Code units: what is longer names no licence, and takes long to look for a similar one. */
const maxLength = 300;

function invalid({ path, licence, before }: Licences): readonly Finding[] {
  const message = faultOf(licence);
  if (message === undefined) return [];
  const isOld = before?.text === licence.text && before?.isPlain === licence.isPlain;
  const level = isOld ? 'info' : undefined;
  return [finding('licence-invalid', { path, file: 'package.json', message, level })];
}

function faultOf({ text, isPlain }: Licence): string | undefined {
  if (text === undefined) return 'package.json names no licence.';
  if (text.length > maxLength) return `${quoted(text)} is no SPDX expression.`;
  const { validForNewPackages, warnings = [] } = validateLicense(text);
  if (!validForNewPackages) {
    const [, similar] = warnings;
    return `${quoted(text)} is no SPDX expression${similar === undefined ? '' : `: ${similar}`}.`;
  }
  return isPlain ? undefined : `${quoted(text)} stands in the old form, not as text in "license".`;
}

function changed({ path, licence, before }: Licences): readonly Finding[] {
  if (before === undefined || before.text === licence.text) return [];
  const message = `The licence was ${shown(before)}, and is now ${shown(licence)}.`;
  // Where there was none, nobody was allowed anything.
  const level = before.text === undefined ? 'info' : undefined;
  return [finding('licence-changed', { path, file: 'package.json', message, level })];
}

function shown({ text }: Licence): string {
  return text === undefined ? 'not named' : quoted(text);
}
