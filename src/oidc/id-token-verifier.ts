// An id token of a CI service → the run that it speaks of, or UNAUTHENTICATED.
import { decodeJwt, errors, type JWTPayload, jwtVerify, type JWTVerifyGetKey } from 'jose';
import { sha256Hex } from '../digest.ts';
import { StillpackError } from '../errors.ts';
import { type Issuer, keysUrlOf } from './issuer.ts';
import { createIssuerKeys, type IssuerKeysOptions } from './issuer-keys.ts';
import { type WorkflowRun, workflowRunOf } from './workflow-run.ts';

export interface IdTokenVerifierOptions extends Pick<IssuerKeysOptions, 'fetch'> {
  /** Tokens of all others are refused without a request. */
  readonly issuers: readonly Issuer[];
  /** The only `aud` that a token may have: see `audienceOf`. */
  readonly audience: string;
  readonly now: () => Date;
  /** How long an issuer may take to answer, in milliseconds. @default 5000 */
  readonly timeout?: number;
  /** How long after its answer no unknown key makes another request, in milliseconds. @default 30000 */
  readonly cooldown?: number;
}

export interface IdToken {
  readonly run: WorkflowRun;
  /** The same for the same token only, also when somebody writes its signature in another way. */
  readonly digest: string;
  /** From then on the verifier refuses it. */
  readonly expires: Date;
}

/** Rejects with UNAUTHENTICATED, and with ISSUER_UNREACHABLE where nobody can tell. */
export type IdTokenVerifier = (token: string) => Promise<IdToken>;

/** Signatures with a private key: whoever can check one cannot make one. */
const algorithms = [
  ...['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'],
  ...['ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519'],
];
/** Seconds that clocks may differ. */
const clockTolerance = 30;
/** Seconds since it was made, whatever it says: GitLab's live as long as their job may take. */
const maxTokenAge = 24 * 60 * 60;
/** Characters; GitHub's and GitLab's have some 2,000. */
const maxTokenLength = 16_384;

/** Throws OPTION_INVALID for issuers whose keys cannot be had safely. */
export function createIdTokenVerifier(options: IdTokenVerifierOptions): IdTokenVerifier {
  const { audience, now, fetch, timeout = 5000, cooldown = 30_000 } = options;
  const issuers = new Map(
    options.issuers.map((issuer) => {
      const keys = createIssuerKeys({ url: keysUrlOf(issuer), fetch, timeout, cooldown });
      return [issuer.url, { ...issuer, keys }] as const;
    }),
  );
  return async (token) => {
    if (token.length > maxTokenLength) throw refusal('it is longer than any');
    const claimed = await refusing(audience, () => decodeJwt(token).iss);
    const issuer = issuers.get(claimed ?? '');
    if (issuer === undefined) throw unknownIssuer(claimed, [...issuers.keys()]);
    const claims = await refusing(audience, () =>
      readClaims(token, { audience, keys: issuer.keys, issuer: issuer.url, now: now() }),
    );
    const run = workflowRunOf(issuer.ci, claims);
    if (run === undefined) throw refusal('it names no repository');
    // Not the signature: of the same one there may be two spellings, and of ECDSA anybody makes a second one.
    const digest = sha256Hex(token.slice(0, token.lastIndexOf('.')));
    return { run, digest, expires: expiryOf(claims) };
  };
}

async function readClaims(
  token: string,
  {
    keys,
    issuer,
    audience,
    now: currentDate,
  }: {
    readonly keys: JWTVerifyGetKey;
    readonly issuer: string;
    readonly audience: string;
    readonly now: Date;
  },
): Promise<JWTPayload> {
  const { payload } = await jwtVerify(token, keys, {
    algorithms,
    issuer,
    audience,
    clockTolerance,
    maxTokenAge,
    currentDate,
    requiredClaims: ['exp'],
  });
  // A token for several could be used by each of them at the others.
  if (Array.isArray(payload.aud) && payload.aud.length > 1) {
    throw refusal(`it is for others than ${audience}, too`, audienceHint(audience));
  }
  return payload;
}

function expiryOf({ exp = 0, iat = 0 }: JWTPayload): Date {
  return new Date(1000 * (Math.min(exp, iat + maxTokenAge) + clockTolerance + 1));
}

/** What jose says of a token becomes UNAUTHENTICATED. */
async function refusing<Value>(
  audience: string,
  read: () => Value | Promise<Value>,
): Promise<Value> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof errors.JOSEError)) throw error;
    throw refusal(`jose says: ${error.message}`, hintFor(error, audience), error);
  }
}

function hintFor(error: errors.JOSEError, audience: string): string | undefined {
  if (error instanceof errors.JWTExpired) return 'Ask the CI service for another one.';
  if (!(error instanceof errors.JWTClaimValidationFailed)) return undefined;
  return error.claim === 'aud' ? audienceHint(audience) : undefined;
}

function audienceHint(audience: string): string {
  return `Ask the CI service for one whose audience is ${audience} alone.`;
}

function unknownIssuer(claimed: string | undefined, known: readonly string[]): StillpackError {
  return refusal(
    `its issuer ${claimed ?? '(none)'} is not one that this gateway knows`,
    `It knows ${known.join(', ')}.`,
  );
}

function refusal(why: string, hint?: string, cause?: unknown): StillpackError {
  return new StillpackError('UNAUTHENTICATED', `The id token is not valid: ${why}.`, {
    hint: hint ?? 'Send the id token that the CI service made for this job.',
    ...(cause === undefined ? {} : { cause }),
  });
}
