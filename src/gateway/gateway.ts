// `stillpack gateway`: opens everything behind the app, and closes it again.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { openAccounts } from '../accounts/accounts.ts';
import { createLoginThrottle } from '../accounts/login-throttle.ts';
import { createAuthenticate } from '../accounts/principal.ts';
import { createWebLogins } from '../accounts/web-logins.ts';
import { StillpackError } from '../errors.ts';
import type { Environment } from '../options.ts';
import { parsePublicUrl } from '../public-url.ts';
import { createByteSemaphore } from './byte-semaphore.ts';
import { createApp } from './create-app.ts';
import type { GatewayApp } from './gateway-context.ts';
import type { Forge } from '../forge/forge.ts';
import { createAskUpstream } from './ask-upstream.ts';
import { createIdTokenVerifier } from '../oidc/id-token-verifier.ts';
import { audienceOf, type Issuer, publicIssuers } from '../oidc/issuer.ts';
import { createTokenExchange } from '../oidc/token-exchange.ts';
import { createFileReader } from './read-file.ts';
import { createObserver, type RequestLine } from './observe.ts';
import { type DataLock, lockData } from './data-lock.ts';
import { createPoller } from './poller.ts';
import { openRegistry } from './registry.ts';
import { createSite } from './site.ts';

export { startingResponse } from './error-response.ts';
export { type ClientAddressOf, createClientAddress, parseTrustProxy } from './forwarded-address.ts';
export { checkNamesPlace, type ListenAddress, parseListen, urlOf } from './listen-address.ts';
export { parseIssuer } from '../oidc/issuer.ts';
export { listenRefusal } from '../serve/listen.ts';
export type { GatewayApp } from './gateway-context.ts';

export interface GatewayOptions {
  /** The registry repository: a URL, or an absolute path. */
  readonly remote: string;
  /** @default 'main' */
  readonly branch?: string | undefined;
  /** Opens a pull request for every change instead of making it. @default none */
  readonly forge?: Forge | undefined;
  /** Where the clone and the built files lie; absolute. */
  readonly data: string;
  /** The accounts file; absolute. */
  readonly users: string;
  /** Where clients reach the gateway. */
  readonly url: string;
  /** Another registry, which `npm audit` also asks. @default none */
  readonly upstream?: string | undefined;
  /** Whose id tokens count besides those of the public CI services. @default none */
  readonly issuers?: readonly Issuer[] | undefined;
  /** Seconds from one look at the remote to the next. @default 30 */
  readonly poll?: number | undefined;
  /** Milliseconds without a byte of a body, after which it is given up. @default 30000 */
  readonly idle?: number | undefined;
  /** Milliseconds for all of a published document; all others have a minute at most. @default five minutes */
  readonly total?: number | undefined;
  /** Bytes of a published document. @default 100 MB */
  readonly maxBody?: number | undefined;
  readonly env: Environment;
  /** Names the bytes of the program, see StatePlace. */
  readonly program: string;
  readonly now: () => Date;
  /** What does not go as it should, and stops nothing; the error, where there was one. */
  readonly onNote: (text: string, error?: unknown) => void;
  readonly onRequest: (line: RequestLine) => void;
  readonly onFailure: (error: unknown, id: string) => void;
}

export interface Gateway {
  readonly app: GatewayApp;
  /** Resolves when another gateway took the data folder: this one must end. */
  readonly lost: Promise<void>;
  /** Ends what is under way, and takes nothing new. */
  close(): Promise<void>;
}

const smallBody = 2 ** 20;
/** npm sends back the packument of a package that it deprecates: a hundred for each of ten thousand versions. */
const maxDocumentValues = 1_000_000;

/** Throws GATEWAY_RUNNING, and what opening the repository, the accounts and the first build do. */
export async function openGateway(options: GatewayOptions): Promise<Gateway> {
  await mkdir(options.data, { recursive: true });
  const lock = await lockData(options.data);
  try {
    return await openLocked(options, lock);
  } catch (error) {
    await lock.release();
    throw error;
  }
}

async function openLocked(options: GatewayOptions, lock: DataLock): Promise<Gateway> {
  const { data, users, env, now, branch = 'main' } = options;
  const { maxBody = 100 * 2 ** 20, idle = 30_000, total = 300_000 } = options;
  const url = parsePublicUrl(options.url);
  const every = 1000 * pollSeconds(options.poll ?? 30);
  const accounts = await openAccounts({ file: users, create: true, now });
  const gitDir = join(data, 'registry.git');
  const state = { dir: join(data, 'state'), program: options.program };
  const site = createSite({ data, gitDir, url: url.href, state, env });
  const registry = await openRegistry({
    ...{ gitDir, remote: options.remote, branch, env, site, now, forge: options.forge },
    pause: (attempt) => setTimeout(jitter(attempt), undefined),
    onUnserved: (error, commit) => options.onNote(`${commit} could not be built`, error),
  });
  const poller = createPoller({
    every,
    task: (signal) => registry.refresh(signal),
    onError: (error) => options.onNote('what others push is not taken over', error),
  });
  const lost = new Promise<void>((resolve) => {
    lock.lost.addEventListener('abort', () => {
      options.onNote('another gateway took the data folder: this one ends');
      void registry.drain();
      resolve();
    });
  });
  const throttle = createLoginThrottle();
  const semaphore = createByteSemaphore(maxBody);
  const app = createApp({
    registry,
    files: createFileReader(site.folder),
    accounts,
    throttle,
    webLogins: createWebLogins(now),
    askUpstream: createAskUpstream({
      upstream: options.upstream,
      registry,
      onNote: options.onNote,
    }),
    exchange: createTokenExchange({
      verify: createIdTokenVerifier({
        issuers: [...publicIssuers, ...(options.issuers ?? [])],
        audience: audienceOf(url),
        fetch,
        now,
      }),
      now,
    }),
    now,
    url,
    publishLimits: { maxBytes: maxBody, maxValues: maxDocumentValues, idle, total, semaphore },
    limits: { maxBytes: smallBody, idle, total: Math.min(total, 60_000), semaphore },
    authenticate: createAuthenticate(accounts, { throttle }),
    onFailure: options.onFailure,
    observer: createObserver({
      onRequest: options.onRequest,
      waiting: () => registry.waiting(),
      clock: () => performance.now(),
    }),
  });
  return {
    app,
    lost,
    async close() {
      await poller.close();
      await registry.close();
      await lock.release();
    },
  };
}

/** Throws OPTION_INVALID. */
function pollSeconds(poll: number): number {
  if (poll >= 1 && poll <= 86_400) return poll;
  throw new StillpackError('OPTION_INVALID', `--poll ${poll} is not from 1 to 86400 seconds.`, {
    hint: 'Write it like --poll 30.',
  });
}

/** Two gateways that were refused at once do not come back at once. */
function jitter(attempt: number): number {
  const random = crypto.getRandomValues(new Uint16Array(1))[0] ?? 0;
  return Math.min(2000, 25 * 2 ** attempt) * (0.5 + random / 2 ** 17);
}
