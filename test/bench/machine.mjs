// What the figures were measured on: enough to judge them, nothing that names the machine.
import { execFileSync } from 'node:child_process';
import { statfsSync } from 'node:fs';
import { arch, availableParallelism, cpus, release, totalmem, type } from 'node:os';

/** By the magic number that statfs(2) gives. */
const fileSystems = new Map([
  [0xef53, 'ext4'],
  [0x58465342, 'xfs'],
  [0x9123683e, 'btrfs'],
  [0x01021994, 'tmpfs'],
  [0x794c7630, 'overlayfs'],
  [0x2fc12fc1, 'zfs'],
  [0x1a, 'apfs'],
]);

/** Pairs of a name and a value. `cache` is where the registries lie. */
export function machineOf(cache) {
  const magic = statfsSync(cache).type;
  return [
    ['CPU', `${cpus()[0]?.model.trim() ?? 'unknown'}, ${availableParallelism()} cores, ${arch()}`],
    ['Memory', `${Math.round(totalmem() / 2 ** 30)} GB`],
    ['Kernel', `${type()} ${release()}`],
    ['File system', fileSystems.get(magic) ?? `0x${magic.toString(16)}`],
    ['Node', process.version],
    ['git', run('git', ['version']).replace('git version ', '')],
    ['C compiler', run('cc', ['--version']).split('\n')[0]],
  ];
}

/** The commit under measurement and its date; `+` when the program has changes that are not in it. */
export function programState() {
  const folder = import.meta.dirname;
  const [commit, date] = run('git', ['-C', folder, 'log', '-1', '--format=%h %cs']).split(' ');
  const sources = [':/src', ':/cli', ':/templates', ':/package.json'];
  const changed = run('git', ['-C', folder, 'status', '--short', '--', ...sources]) !== '';
  return `${commit}${changed ? '+' : ''} (${date})`;
}

function run(program, args) {
  return execFileSync(program, args, { encoding: 'utf8' }).trim();
}
