import { fileFields } from '../../model/manifest-files.ts';
import { isJsonObject, own } from '../../json.ts';
import { basenameOf, type PackageName } from '../../package-name.ts';
import { type Finding, finding } from '../finding.ts';
import type { AddedVersion, ReviewContext } from '../reviewed.ts';

/** Programs that people and scripts take for what they always were. */
const wellKnown = new Set([
  ...['node', 'npm', 'npx', 'corepack', 'yarn', 'pnpm', 'pnpx', 'bun', 'bunx', 'deno', 'nvm'],
  ...['sh', 'bash', 'zsh', 'fish', 'cmd', 'powershell', 'pwsh', 'env', 'sudo', 'su', 'doas'],
  ...['git', 'gh', 'ssh', 'scp', 'sftp', 'rsync', 'gpg', 'openssl', 'curl', 'wget', 'docker'],
  ...['python', 'python3', 'pip', 'pip3', 'ruby', 'gem', 'perl', 'java', 'go', 'cargo', 'make'],
  ...['ls', 'cat', 'cp', 'mv', 'rm', 'echo', 'cd', 'grep', 'find', 'sed', 'awk', 'tar', 'unzip'],
  ...['chmod', 'chown', 'kill', 'ps', 'which', 'xargs', 'gcc', 'cc', 'clang', 'kubectl', 'aws'],
]);

/**
 * New commands that another package is named after and has, or that a well-known program has. Of the other packages
 * only `bin` counts, not the files of `directories.bin`.
 */
export async function binClash(
  version: AddedVersion,
  context: Pick<ReviewContext, 'names' | 'manifestOf'>,
): Promise<readonly Finding[]> {
  const { path, name, tarball, previous } = version;
  const before = new Set(previous === undefined ? [] : commandsOf(previous.tarball));
  const namesakes = namesByBasename(context.names);
  const findings: Finding[] = [];
  for (const command of commandsOf(tarball).filter((each) => !before.has(each))) {
    if (wellKnown.has(command)) {
      const message = `The command ${command} is new, and hides the program of that name.`;
      findings.push(finding('bin-clash', { path, file: 'package.json', message }));
    }
    const other = await packageWith(command, {
      names: (namesakes.get(command) ?? []).filter((each) => each !== name),
      manifestOf: context.manifestOf,
    });
    if (other === undefined) continue;
    const message = `The command ${command} is new; ${other} has a command of that name.`;
    findings.push(finding('bin-clash', { path, file: 'package.json', message }));
  }
  return findings;
}

function namesByBasename(
  names: readonly PackageName[],
): ReadonlyMap<string, readonly PackageName[]> {
  const byBasename = new Map<string, PackageName[]>();
  for (const name of names) {
    const same = byBasename.get(basenameOf(name));
    if (same === undefined) byBasename.set(basenameOf(name), [name]);
    else same.push(name);
  }
  return byBasename;
}

async function packageWith(
  command: string,
  { names, manifestOf }: Pick<ReviewContext, 'names' | 'manifestOf'>,
): Promise<PackageName | undefined> {
  for (const name of names) {
    const manifest = await manifestOf(name);
    if (manifest === undefined) continue;
    if (commandsOf({ manifest, name, entries: [] }).includes(command)) return name;
  }
  return undefined;
}

function commandsOf(tarball: Parameters<typeof fileFields>[0]): readonly string[] {
  const bin = own(fileFields(tarball), 'bin');
  return isJsonObject(bin) ? Object.keys(bin) : [];
}
