// Whether another registry has a name: for names without a scope, which a client may ask it for by mistake.
import { StillpackError } from '../errors.ts';
import type { Fetch } from '../fetch.ts';
import type { PackageName } from '../package-name.ts';

/** Milliseconds. */
const timeout = 20_000;

/** Asks with nothing but the name, and with no credentials. Rejects with REMOTE_UNREACHABLE. */
export function createUpstreamNames({
  url,
  fetch,
}: {
  /** Of the registry. */
  readonly url: string;
  readonly fetch: Fetch;
}): (name: PackageName) => Promise<boolean> {
  const base = url.endsWith('/') ? url : `${url}/`;
  return async (name) => {
    try {
      const address = `${base}${name.replace('/', '%2f')}`;
      const response = await fetch(address, {
        method: 'HEAD',
        signal: AbortSignal.timeout(timeout),
      });
      if (response.ok) return true;
      if (response.status === 404) return false;
      throw new Error(`it answered ${response.status}`);
    } catch (error) {
      throw unreachable(name, error);
    }
  };
}

function unreachable(name: PackageName, cause: unknown): StillpackError {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new StillpackError(
    'REMOTE_UNREACHABLE',
    `Another registry could not be asked whether it has ${name}: ${why}.`,
    { hint: 'Try again, or turn `review.upstream` off in stillpack.json.', cause },
  );
}
