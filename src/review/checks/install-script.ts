import { installEvents } from '../../model/manifest-scripts.ts';
import { type Finding, finding } from '../finding.ts';
import type { AddedVersion } from '../reviewed.ts';
import { type Runnable, type ScriptRun, scriptRunOf } from './files-run.ts';
import { limitFindings } from './limit-findings.ts';
import { runnablesOf } from './runnables.ts';
import { textOf } from './text-files.ts';

/** Characters of a binding.gyp in a finding. */
const gypLimit = 20_000;

/**
 * What clients run on install, of the package and of those that it brings along: a new or changed script, or one whose
 * text is the same but not what it runs. Silent where all of it is as it was: whoever let the version before in has
 * seen it.
 */
export function installScript(version: AddedVersion): readonly Finding[] {
  const earlier = version.previous && runnablesOf(version.previous);
  const findings = [...runnablesOf(version)].flatMap(([folder, now]) => {
    const before = earlier?.get(folder);
    return installEvents.flatMap((event) => {
      const run = scriptRunOf(event, now);
      if (run.scripts.size === 0) return [];
      const earlierRun = before && scriptRunOf(event, before);
      return eventFindings({ event, version, folder, now, before, run, earlier: earlierRun });
    });
  });
  return limitFindings(findings);
}

interface InstallRun {
  readonly event: string;
  readonly version: AddedVersion;
  /** Of a package that is brought along, with its slash; empty for the package itself. */
  readonly folder: string;
  readonly now: Runnable;
  readonly before: Runnable | undefined;
  readonly run: ScriptRun;
  readonly earlier: ScriptRun | undefined;
}

function eventFindings(install: InstallRun): readonly Finding[] {
  const { version, folder, run, earlier } = install;
  const event = folder === '' ? install.event : `${folder}: ${install.event}`;
  const facts = { path: version.path, detail: detailOf(install) };
  const text = run.scripts.get(install.event) ?? '';
  const changed = [...run.scripts].find(([name, now]) => earlier?.scripts.get(name) !== now)?.[0];
  if (changed !== undefined) {
    const how = earlier?.scripts.has(install.event) === true ? 'is another' : 'is new';
    const whose = changed === install.event ? '' : `, through the script ${changed}`;
    const message = `${event} ${how}${whose}: ${text}`;
    return [finding('install-script', { ...facts, file: `${folder}package.json`, message })];
  }
  const files = changedFiles(install);
  const [file] = files;
  if (file === undefined) return [];
  const message = `${event} is the same (${text}), but not what it runs: ${listed(files)}.`;
  return [finding('install-script', { ...facts, file, message })];
}

/** Of those that run, which are new or have other bytes. */
function changedFiles({ folder, now, before, run }: InstallRun): readonly string[] {
  return [...run.files]
    .filter((path) => now.files.get(path)?.digest !== before?.files.get(path)?.digest)
    .map((path) => `${folder}${path}`);
}

function listed(paths: readonly string[]): string {
  const rest = paths.length - 5;
  return `${paths.slice(0, 5).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}

/** Every script that takes part, before and after, then what they run. */
function detailOf({ now, run, earlier }: InstallRun): string {
  const names = new Set([...(earlier?.scripts.keys() ?? []), ...run.scripts.keys()]);
  const scripts = [...names].map((name) => {
    const [before, after] = [earlier?.scripts.get(name), run.scripts.get(name)];
    return `${name}, before:\n${before ?? '(none)'}\n${name}, now:\n${after ?? '(none)'}\n`;
  });
  const files = run.files.size > 0 ? [`It runs:\n${[...run.files].join('\n')}\n`] : [];
  return [...scripts, ...files, ...gypOf(now, run)].join('\n');
}

function gypOf({ files }: Runnable, run: ScriptRun): readonly string[] {
  const file = run.files.has('binding.gyp') ? files.get('binding.gyp') : undefined;
  const text = file && textOf(file);
  if (text === undefined) return [];
  const cut = text.length - gypLimit;
  const rest = cut > 0 ? `\n(${cut} more characters)\n` : '';
  return [`binding.gyp, now:\n${text.slice(0, gypLimit)}${rest}`];
}
