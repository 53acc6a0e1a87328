// What the commands that push have in common: where the repository is, and which forge asks for its reviews.
import { setTimeout } from 'node:timers/promises';
import type { Forge } from '../src/index.ts';
import type { Io } from './io.ts';
import { resolvePath } from './locations.ts';
import { textOption } from './text-option.ts';

export function forgeApiOption(of: string): ReturnType<typeof textOption<{ describe: string }>> {
  return textOption({
    describe: `the API of a forge of one's own [default: by the host of ${of}]`,
  });
}

/** A URL as it is, a folder made absolute. */
export async function remoteOf(given: string, io: Io): Promise<string> {
  const { isRemoteUrl } = await import('../src/forge/remote-url.ts');
  return isRemoteUrl(given) ? given : resolvePath(io, given);
}

export async function forgeFor(
  remoteUrl: string,
  { api, env }: { readonly api: string | undefined } & Pick<Io, 'env'>,
): Promise<Forge> {
  const { forgeOf } = await import('../src/forge/forge-of.ts');
  // Never from the command line, which every user of the machine can read.
  const token = env['STILLPACK_FORGE_TOKEN'] ?? env['GITHUB_TOKEN'];
  return forgeOf({
    remoteUrl,
    ...(api !== undefined && { apiUrl: api }),
    ...(token !== undefined && { token }),
    fetch,
    now: () => new Date(),
    sleep: (milliseconds) => setTimeout(milliseconds),
  });
}
