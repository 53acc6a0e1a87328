// Hashes and checks passwords: few at the same time, since each takes tens of megabytes, and none twice in a short time,
// since a client that has a password for a token sends it with every request.
import { createHmac, randomBytes } from 'node:crypto';
import { hashPassword, isPassword, isTooLong } from './password-hash.ts';
import type { ScryptCost, StoredPassword } from './password-hash.ts';
import { createTurns } from './turns.ts';

export interface Passwords {
  /** Throws LOGIN_THROTTLED when too many hashes are asked for at the same time. */
  hash(password: string): Promise<StoredPassword>;
  /** Whether it is the password. It takes as long for a user who is not there, `stored` being `undefined`. */
  check(attempt: PasswordAttempt): Promise<boolean>;
}

export interface PasswordAttempt {
  readonly login: string;
  readonly stored: StoredPassword | undefined;
  readonly password: string;
  /** Awaited before a hash is computed, so not for what was proven a moment ago: here a throttle counts, and throws. */
  readonly admit: () => Promise<void>;
}

/** Together at most twice the memory of one hash. */
const atOnce = 2;
const mayWait = 200;
const proofSeconds = 600;
const mostProofs = 1000;

export function createPasswords(options: {
  readonly cost: ScryptCost;
  readonly now: () => Date;
}): Passwords {
  const { cost } = options;
  const turns = createTurns({ running: atOnce, waiting: mayWait });
  const proofs = createProofs(options.now);
  const running = new Map<string, Promise<boolean>>();
  const nobody = { ...cost, salt: randomBytes(16).toString('hex'), hash: '00'.repeat(32) };

  const prove = async (attempt: PasswordAttempt, proof: string): Promise<boolean> => {
    const { stored, password, admit } = attempt;
    await admit();
    const isRight = await turns.take(() => isPassword(password, stored ?? nobody));
    if (!isRight || stored === undefined) return false;
    proofs.add(proof);
    return true;
  };

  return {
    hash: (password) => turns.take(() => hashPassword(password, cost)),
    async check(attempt) {
      if (isTooLong(attempt.password)) return false;
      const proof = proofs.of(attempt);
      if (proofs.has(proof)) return true;
      // Requests at the same time with the same password are one attempt.
      const begun =
        running.get(proof) ?? prove(attempt, proof).finally(() => running.delete(proof));
      running.set(proof, begun);
      return begun;
    },
  };
}

interface Proofs {
  /** Names the attempt without saying the password; a user's new password has another. */
  of(attempt: PasswordAttempt): string;
  has(proof: string): boolean;
  add(proof: string): void;
}

/** Passwords that were right, for some minutes, as keyed hashes that nobody without this process's memory can try. */
function createProofs(now: () => Date): Proofs {
  const key = randomBytes(32);
  const ends = new Map<string, number>();
  return {
    of({ login, stored, password }) {
      const text = JSON.stringify([login, stored?.salt ?? '', stored?.hash ?? '', password]);
      return createHmac('sha256', key).update(text).digest('base64');
    },
    has: (proof) => (ends.get(proof) ?? 0) > now().getTime(),
    add(proof) {
      ends.delete(proof);
      ends.set(proof, now().getTime() + proofSeconds * 1000);
      const [oldest] = ends.keys();
      if (ends.size > mostProofs && oldest !== undefined) ends.delete(oldest);
    },
  };
}
