// The C programs beside this file, compiled when they are first needed and again when they change.
import { spawnSync } from 'node:child_process';
import { mkdirSync, statSync } from 'node:fs';
import path from 'node:path';

const libraries = { floor: ['-ldeflate', '-lcrypto'], measure: [] };

/** The path of the compiled program. Throws when there is no compiler or a library is missing. */
export function compiledProgram(name, cache) {
  const source = path.join(import.meta.dirname, `${name}.c`);
  const program = path.join(cache, 'programs', name);
  if (modified(program) >= modified(source)) return program;
  mkdirSync(path.dirname(program), { recursive: true });
  const { error, status, stderr } = spawnSync(
    'cc',
    ['-O2', '-o', program, source, ...libraries[name]],
    { encoding: 'utf8' },
  );
  if (status === 0) return program;
  throw new Error(
    `${name}.c does not compile; on Debian: apt-get install gcc libc6-dev libdeflate-dev libssl-dev\n` +
      (error?.message ?? stderr),
  );
}

function modified(file) {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? -Infinity;
}
