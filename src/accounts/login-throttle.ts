// Bounds how many passwords can be tried, and how many accounts made.
import { createHmac, randomBytes } from 'node:crypto';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { StillpackError } from '../errors.ts';
import { clientKey } from './client-address.ts';

export interface ThrottledAttempt {
  readonly login: string;
  readonly address: string;
}

export interface LoginThrottle {
  /** Counts an attempt, before anybody knows how it ends. Throws LOGIN_THROTTLED, with when to try again. */
  count(attempt: ThrottledAttempt): Promise<void>;
  /** Takes back what was counted, once the password was right. */
  giveBack(attempt: ThrottledAttempt): Promise<void>;
  /** Counts a sign-up, however it ends. Throws LOGIN_THROTTLED, with when to try again. */
  countSignUp(address: string): Promise<void>;
}

export interface ThrottleLimits {
  /** Wrong passwords for one login, whoever tries. @default 10 */
  readonly perLogin?: number;
  /** Wrong passwords from one address. @default 50 */
  readonly perAddress?: number;
  /** Sign-ups from one address. @default 20 */
  readonly signUps?: number;
  /** How long the attempts are counted, from the first on. @default 900 */
  readonly seconds?: number;
}

/** Only attempts with a password count: whoever is kept out by others' attempts can still use a token. */
export function createLoginThrottle(limits: ThrottleLimits = {}): LoginThrottle {
  const { perLogin = 10, perAddress = 50, signUps = 20, seconds: duration = 900 } = limits;
  const slotOf = createSlots();
  const addresses = new RateLimiterMemory({ points: perAddress, duration });
  const logins = new RateLimiterMemory({ points: perLogin, duration });
  const newcomers = new RateLimiterMemory({ points: signUps, duration });
  return {
    async count({ login, address }) {
      // First the address: one that is kept out cannot keep others out of their logins.
      await consume(addresses, slotOf(clientKey(address)));
      await consume(logins, slotOf(login.toLowerCase()));
    },
    async giveBack({ login, address }) {
      await addresses.reward(slotOf(clientKey(address)));
      await logins.reward(slotOf(login.toLowerCase()));
    },
    countSignUp: (address) => consume(newcomers, slotOf(clientKey(address))),
  };
}

/** So that memory is bounded, whatever is counted: each slot takes some hundred bytes. */
const slots = 2 ** 14;

/** Which logins share a slot nobody outside can find out, as the key is another one in each process. */
function createSlots(): (text: string) => string {
  const key = randomBytes(32);
  return (text) => {
    const digest = createHmac('sha256', key).update(text).digest();
    return String(digest.readUInt32BE() % slots);
  };
}

async function consume(limiter: RateLimiterMemory, slot: string): Promise<void> {
  try {
    await limiter.consume(slot);
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    const retryAfterSeconds = Math.max(1, Math.ceil(refusal.msBeforeNext / 1000));
    throw new StillpackError(
      'LOGIN_THROTTLED',
      'There were too many attempts to log in or sign up.',
      {
        hint: `Try again in ${retryAfterSeconds} seconds; tokens go on working meanwhile.`,
        retryAfterSeconds,
      },
    );
  }
}
