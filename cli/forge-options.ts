// What the commands that push have in common: where the repository is, and which forge asks for its reviews.
import { setTimeout } from 'node:timers/promises';
import type { Forge, ForgeOptions } from '../src/index.ts';
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

/** Never from the command line, which every user of the machine can read. */
export function forgeTokenIn({ env }: Pick<Io, 'env'>): string | undefined {
  return env['STILLPACK_FORGE_TOKEN'] ?? env['GITHUB_TOKEN'];
}

/** What requests are made with. */
export const outside: Pick<ForgeOptions, 'fetch' | 'now' | 'sleep'> = {
  fetch,
  now: () => new Date(),
  sleep: (milliseconds) => setTimeout(milliseconds),
};

export async function forgeFor(
  remoteUrl: string,
  { api, env }: { readonly api: string | undefined } & Pick<Io, 'env'>,
): Promise<Forge> {
  const { forgeOf } = await import('../src/forge/forge-of.ts');
  const token = forgeTokenIn({ env });
  return forgeOf({
    remoteUrl,
    ...(api !== undefined && { apiUrl: api }),
    ...(token !== undefined && { token }),
    ...outside,
  });
}
