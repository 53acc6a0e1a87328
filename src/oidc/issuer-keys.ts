// The keys of one issuer: fetched when they are needed, kept, and fetched again for a key that is not among them.
import {
  createRemoteJWKSet,
  type CryptoKey,
  customFetch,
  errors,
  type JWTVerifyGetKey,
} from 'jose';
import { StillpackError } from '../errors.ts';
import { type Fetch, readBounded } from '../fetch.ts';

export interface IssuerKeysOptions {
  readonly url: URL;
  readonly fetch: Fetch;
  /** How long an answer may take, in milliseconds. */
  readonly timeout: number;
  /** How long after an answer no unknown key makes another request, in milliseconds. */
  readonly cooldown: number;
}

/** Services have a handful of keys, of some 500 bytes each. */
const maxKeysBytes = 256 * 1024;

/** Finds the key of a token's header. Rejects with ISSUER_UNREACHABLE, or with jose's error for a key that is not there. */
export function createIssuerKeys({
  url,
  fetch,
  timeout,
  cooldown,
}: IssuerKeysOptions): JWTVerifyGetKey {
  const keys = createRemoteJWKSet(url, {
    timeoutDuration: timeout,
    cooldownDuration: cooldown,
    [customFetch]: (address, init) => fetchKeys(address, { init, fetch }),
  });
  return async (header, token) => {
    try {
      const key = await keys(header, token);
      if (isWeak(key)) throw new Error('its RSA key has fewer than 2048 bits');
      return key;
    } catch (error) {
      throw isAboutToken(error) ? error : issuerUnreachable(url, error);
    }
  };
}

/** Such as jose would refuse to check with, as if we had chosen it. */
function isWeak({ algorithm }: CryptoKey): boolean {
  return 'modulusLength' in algorithm && Number(algorithm.modulusLength) < 2048;
}

function isAboutToken(error: unknown): boolean {
  return (
    error instanceof errors.JWKSNoMatchingKey ||
    error instanceof errors.JWKSMultipleMatchingKeys ||
    error instanceof errors.JOSENotSupported
  );
}

async function fetchKeys(
  url: string,
  { init, fetch }: { readonly init: RequestInit; readonly fetch: Fetch },
): Promise<Response> {
  const response = await fetch(url, init);
  if (response.status !== 200) {
    await response.body?.cancel();
    throw new Error(`it answered ${response.status}`);
  }
  return new Response(await readBounded(response, maxKeysBytes));
}

function issuerUnreachable(url: URL, cause: unknown): StillpackError {
  const why = cause instanceof Error ? cause.message : String(cause);
  const message = `The keys at ${url.href} could not be had: ${why}.`;
  return new StillpackError('ISSUER_UNREACHABLE', message, {
    hint: 'Try again; if it stays so, check the address of the issuer, and the network of the gateway.',
    cause,
  });
}
