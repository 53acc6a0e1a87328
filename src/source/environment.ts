// Programs are found and started with an environment that the caller hands in: only cli/ knows the process.
import { access, constants, stat } from 'node:fs/promises';
import { delimiter, isAbsolute, join } from 'node:path';

/** Environment variables, as `process.env` has them. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The absolute path of a program on PATH, or `undefined`. Only absolute folders count: Windows would also
 * look into the working directory, which may be a hostile repository.
 */
export async function findProgram(name: string, env: Environment): Promise<string | undefined> {
  const windows = delimiter === ';';
  const path = Object.entries(env).find(([key]) => (windows ? key.toUpperCase() : key) === 'PATH');
  for (const folder of (path?.[1] ?? '').split(delimiter)) {
    if (!isAbsolute(folder)) continue;
    const file = join(folder, windows ? `${name}.exe` : name);
    if (await isExecutable(file)) return file;
  }
  return undefined;
}

async function isExecutable(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK);
    return (await stat(file)).isFile();
  } catch {
    return false;
  }
}
