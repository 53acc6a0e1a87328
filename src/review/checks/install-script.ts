import { own, isJsonObject } from '../../json.ts';
import { installEvents, scriptFields } from '../../model/manifest-scripts.ts';
import { type Finding, finding } from '../finding.ts';
import type { AddedVersion, ReadVersion } from '../reviewed.ts';
import { type Runnable, type ScriptRun, scriptRunOf } from './files-run.ts';
import { textOf } from './text-files.ts';

/** Characters of a binding.gyp in a finding. */
const gypLimit = 20_000;

/**
 * What npm runs on install: a new or changed script, or one whose text is the same but not what it runs. Silent where
 * all of it is as it was: whoever let the version before in has seen it.
 */
export function installScript(version: AddedVersion): readonly Finding[] {
  const now = runnableOf(version);
  const before = version.previous && runnableOf(version.previous);
  return installEvents.flatMap((event) => {
    const run = scriptRunOf(event, now);
    if (run.scripts.size === 0) return [];
    const earlier = before && scriptRunOf(event, before);
    return eventFindings({ event, version, run, earlier });
  });
}

interface InstallRun {
  readonly event: string;
  readonly version: AddedVersion;
  readonly run: ScriptRun;
  readonly earlier: ScriptRun | undefined;
}

function eventFindings(install: InstallRun): readonly Finding[] {
  const { event, version, run, earlier } = install;
  const facts = { path: version.path, detail: detailOf(install) };
  const text = run.scripts.get(event) ?? '';
  const changed = [...run.scripts].find(([name, now]) => earlier?.scripts.get(name) !== now)?.[0];
  if (changed !== undefined) {
    const how = earlier?.scripts.has(event) === true ? 'is another' : 'is new';
    const whose = changed === event ? '' : `, through the script ${changed}`;
    const message = `${event} ${how}${whose}: ${text}`;
    return [finding('install-script', { ...facts, file: 'package.json', message })];
  }
  const files = changedFiles(install);
  const [file] = files;
  if (file === undefined) return [];
  const message = `${event} is the same (${text}), but not what it runs: ${listed(files)}.`;
  return [finding('install-script', { ...facts, file, message })];
}

/** Of those that run, which are new or have other bytes. */
function changedFiles({ version: { files, previous }, run }: InstallRun): readonly string[] {
  const before = new Map(previous?.files.map(({ path, digest }) => [path, digest]));
  return files
    .filter(({ path, digest }) => run.files.has(path) && before.get(path) !== digest)
    .map(({ path }) => path);
}

function listed(paths: readonly string[]): string {
  const rest = paths.length - 5;
  return `${paths.slice(0, 5).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}

/** Every script that takes part, before and after, then what they run. */
function detailOf({ version, run, earlier }: InstallRun): string {
  const names = new Set([...(earlier?.scripts.keys() ?? []), ...run.scripts.keys()]);
  const scripts = [...names].map((name) => {
    const [before, after] = [earlier?.scripts.get(name), run.scripts.get(name)];
    return `${name}, before:\n${before ?? '(none)'}\n${name}, now:\n${after ?? '(none)'}\n`;
  });
  const files = run.files.size > 0 ? [`It runs:\n${[...run.files].join('\n')}\n`] : [];
  return [...scripts, ...files, ...gypOf(version, run)].join('\n');
}

function gypOf({ files }: ReadVersion, run: ScriptRun): readonly string[] {
  const file = files.find(({ path }) => path === 'binding.gyp' && run.files.has(path));
  const text = file && textOf(file);
  if (text === undefined) return [];
  const cut = text.length - gypLimit;
  const rest = cut > 0 ? `\n(${cut} more characters)\n` : '';
  return [`binding.gyp, now:\n${text.slice(0, gypLimit)}${rest}`];
}

function runnableOf({ tarball, files }: ReadVersion): Runnable {
  const { manifest, hasBindingGyp } = tarball;
  const scripts = own(scriptFields(manifest, hasBindingGyp), 'scripts');
  const main = own(manifest, 'main');
  return {
    scripts: new Map(
      Object.entries(isJsonObject(scripts) ? scripts : {}).filter(
        (entry): entry is [string, string] => typeof entry[1] === 'string' && entry[1] !== '',
      ),
    ),
    files: new Map(files.map((file) => [file.path, file])),
    main: typeof main === 'string' && main !== '' ? main : 'index.js',
  };
}
