// POST /-/npm/v1/oidc/token/exchange/package/<name>: may the sender of an id token publish the package?
import { StillpackError } from '../errors.ts';
import type { TrustedPublisher } from '../model/trusted-publishers.ts';
import type { PackageName } from '../package-name.ts';
import type { IdToken, IdTokenVerifier } from './id-token-verifier.ts';
import { isTrusted } from './is-trusted.ts';
import type { WorkflowRun } from './workflow-run.ts';

export interface TokenExchangeOptions {
  readonly verify: IdTokenVerifier;
  readonly now: () => Date;
  /** How many used tokens are remembered until they expire; when there are more, none is taken. @default 10000 */
  readonly maxUsed?: number;
}

export interface ExchangeRequest<Issued> {
  readonly token: string;
  readonly name: PackageName;
  /** Whom the package trusts; nobody for one that is not there. Asked once the token is known to be genuine. */
  readonly readTrusted: (name: PackageName) => Promise<readonly TrustedPublisher[]>;
  /** Makes what the run gets for its token. */
  readonly issue: (run: WorkflowRun) => Promise<Issued>;
}

/**
 * What is issued to a run that may publish the package. A token is taken once for each package while it lives, since on
 * GitLab one job has one for all its packages; what was taken is forgotten when the process ends, and one for which
 * nothing could be issued may come again. Rejects with UNAUTHENTICATED, ISSUER_UNREACHABLE and PUBLISHER_UNTRUSTED, the
 * last also for a package that is not there; and with what `issue` does.
 */
export type TokenExchange = <Issued>(request: ExchangeRequest<Issued>) => Promise<Issued>;

export function createTokenExchange({
  verify,
  now,
  maxUsed = 10_000,
}: TokenExchangeOptions): TokenExchange {
  /** When what was used expires, in milliseconds. */
  const used = new Map<string, number>();
  const use = ({ digest, expires }: IdToken, name: PackageName): string => {
    const key = `${digest} ${name}`;
    if (used.has(key)) throw usedBefore(name);
    if (used.size >= maxUsed) forgetExpired(used, now());
    // One that is forgotten too early could be used again.
    if (used.size >= maxUsed) throw tooMany();
    used.set(key, expires.getTime());
    return key;
  };
  return async ({ token, name, readTrusted, issue }) => {
    const idToken = await verify(token);
    const { run } = idToken;
    // Only then: anybody has genuine tokens of somebody's workflow, and could fill the memory.
    if (!isTrusted(run, await readTrusted(name))) throw untrusted(run, name);
    const key = use(idToken, name);
    try {
      return await issue(run);
    } catch (error) {
      used.delete(key);
      throw error;
    }
  };
}

function forgetExpired(used: Map<string, number>, now: Date): void {
  for (const [key, expires] of used) if (expires <= now.getTime()) used.delete(key);
}

function usedBefore(name: PackageName): StillpackError {
  return new StillpackError('UNAUTHENTICATED', `The id token was used for ${name} before.`, {
    hint: 'Ask the CI service for another one, or run the job again.',
  });
}

function tooMany(): StillpackError {
  return new StillpackError('UNAUTHENTICATED', 'Too many id tokens are in use.', {
    hint: 'Try again when some of them have expired.',
  });
}

/** Says what the token says, not whom the package trusts: that only its readers may know. */
function untrusted(run: WorkflowRun, name: PackageName): StillpackError {
  const { repository, workflow = 'another repository’s workflow', environment, ref } = run;
  const where = [
    `${workflow} of ${repository}`,
    environment === undefined ? 'no environment' : `environment ${environment}`,
    ref ?? 'no ref',
    ...(run.isForReview ? ['for a pull or merge request'] : []),
  ];
  const message = `${name} does not trust this run: ${where.join(', ')}.`;
  return new StillpackError('PUBLISHER_UNTRUSTED', message, {
    hint: run.isForReview
      ? 'Publish from a run for a branch or a tag.'
      : `\`stillpack trust add ${name}\` lets a workflow publish it.`,
  });
}
