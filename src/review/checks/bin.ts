import { fileFields } from '../../model/manifest-files.ts';
import { isJsonObject, own } from '../../json.ts';
import { basenameOf, type PackageName } from '../../package-name.ts';
import { type Finding, finding } from '../finding.ts';
import type { AddedVersion, ReviewContext } from '../reviewed.ts';
import { limitFindings } from './limit-findings.ts';

/** Programs that people and scripts take for what they always were. */
const wellKnown = new Set([
  ...['node', 'npm', 'npx', 'corepack', 'yarn', 'pnpm', 'pnpx', 'bun', 'bunx', 'deno', 'nvm'],
  ...['sh', 'bash', 'zsh', 'fish', 'cmd', 'powershell', 'pwsh', 'env', 'sudo', 'su', 'doas'],
  ...['git', 'gh', 'ssh', 'scp', 'sftp', 'rsync', 'gpg', 'openssl', 'curl', 'wget', 'docker'],
  ...['python', 'python3', 'pip', 'pip3', 'ruby', 'gem', 'perl', 'java', 'go', 'cargo', 'make'],
  ...['ls', 'cat', 'cp', 'mv', 'rm', 'echo', 'cd', 'grep', 'find', 'sed', 'awk', 'tar', 'unzip'],
  ...['chmod', 'chown', 'kill', 'ps', 'which', 'xargs', 'gcc', 'cc', 'clang', 'kubectl', 'aws'],
]);

/** Other packages that are looked into. */
const asked = 50;

/**
 * New commands that another package is named after and has, or that a well-known program has. Of the other packages
 * only `bin` counts, not the files of `directories.bin`. One that cannot be read may have the command.
 */
export async function binClash(
  version: AddedVersion,
  context: Pick<ReviewContext, 'names' | 'manifestOf'>,
): Promise<readonly Finding[]> {
  const { path, name, tarball, previous } = version;
  const before = new Set(previous === undefined ? [] : commandsOf(previous.tarball));
  const commands = commandsOf(tarball).filter((each) => !before.has(each));
  const rivals = rivalsOf(new Set(commands), name, context.names);
  const clash = (message: string): Finding =>
    finding('bin-clash', { path, file: 'package.json', message });
  const findings = commands
    .filter((command) => wellKnown.has(command))
    .map((command) => clash(`The command ${command} is new, and hides the program of that name.`));
  const said = new Set<string>();
  for (const { command, other } of rivals.slice(0, asked)) {
    if (said.has(command)) continue;
    const fault = await faultOf(command, other, context);
    if (fault === undefined) continue;
    said.add(command);
    findings.push(clash(`The command ${command} is new; ${fault}.`));
  }
  const rest = rivals.length - asked;
  if (rest > 0) findings.push(clash(`Further packages have names of new commands: ${rest}.`));
  return limitFindings(findings);
}

interface Rival {
  readonly command: string;
  readonly other: PackageName;
}

/** The other packages that are named after a command. */
function rivalsOf(
  commands: ReadonlySet<string>,
  except: PackageName,
  names: readonly PackageName[],
): readonly Rival[] {
  if (commands.size === 0) return [];
  return names
    .map((other) => ({ command: basenameOf(other), other }))
    .filter(({ command, other }) => other !== except && commands.has(command));
}

async function faultOf(
  command: string,
  other: PackageName,
  { manifestOf }: Pick<ReviewContext, 'manifestOf'>,
): Promise<string | undefined> {
  const manifest = await manifestOf(other);
  if (manifest === undefined) return undefined;
  if (manifest === 'unread') return `${other}, which cannot be read, may have one of that name`;
  const has = commandsOf({ manifest, name: other, entries: [] }).includes(command);
  return has ? `${other} has a command of that name` : undefined;
}

function commandsOf(tarball: Parameters<typeof fileFields>[0]): readonly string[] {
  const bin = own(fileFields(tarball), 'bin');
  return isJsonObject(bin) ? Object.keys(bin) : [];
}
