import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { StillpackError } from '../errors.ts';
import { tokenTextOf } from './token-text.ts';

/** What scrypt costs (RFC 7914): about 128 * N * r bytes, and p times as long. */
export interface ScryptCost {
  /** A power of two. */
  readonly N: number;
  readonly r: number;
  readonly p: number;
}

export interface StoredPassword extends ScryptCost {
  /** In hex, as the hash is. */
  readonly salt: string;
  readonly hash: string;
}

/** One of the settings that OWASP's Password Storage Cheat Sheet (2025) holds equal to N=2^17, p=1; 32 MiB. */
export const defaultCost: ScryptCost = { N: 2 ** 15, r: 8, p: 3 };

/** Code points; npm has the same rule. */
const shortest = 10;
/** Bytes in UTF-8. */
const longest = 1000;

/** Throws PASSWORD_INVALID for what may not become a password. */
export function checkNewPassword(password: string): void {
  const refuse = (what: string, hint: string): never => {
    throw new StillpackError('PASSWORD_INVALID', `The password ${what}.`, { hint });
  };
  if (Array.from(normalize(password)).length < shortest) {
    refuse(`has less than ${shortest} characters`, 'Choose a longer one.');
  }
  if (isTooLong(password)) refuse(`has more than ${longest} bytes`, 'Choose a shorter one.');
  // RFC 7617 forbids them in Basic credentials.
  if (/\p{Cc}/u.test(password)) {
    refuse('has control characters, such as a line break', 'Leave them out.');
  }
  if (tokenTextOf(password) !== undefined) refuse('is a token', 'Choose one that is none.');
}

export function isTooLong(password: string): boolean {
  return Buffer.byteLength(normalize(password)) > longest;
}

/** Takes about a fifth of a second, in another thread. */
export async function hashPassword(password: string, cost: ScryptCost): Promise<StoredPassword> {
  const salt = randomBytes(16).toString('hex');
  const { N, r, p } = cost;
  return { salt, hash: (await derive(password, { ...cost, salt })).toString('hex'), N, r, p };
}

/** Takes as long as making the hash, and the same whether or not it is the password. */
export async function isPassword(password: string, stored: StoredPassword): Promise<boolean> {
  return timingSafeEqual(await derive(password, stored), Buffer.from(stored.hash, 'hex'));
}

function derive(
  password: string,
  { salt, N, r, p }: Omit<StoredPassword, 'hash'>,
): Promise<Buffer> {
  // scrypt itself needs 128 * r * (N + p) bytes and a little more.
  const options = { N, r, p, maxmem: 256 * r * (N + p) };
  return new Promise((resolve, reject) => {
    scrypt(normalize(password), Buffer.from(salt, 'hex'), 32, options, (error, key) => {
      if (error === null) resolve(key);
      else reject(error);
    });
  });
}

/** Keyboards and systems spell one letter in different ways (NIST SP 800-63B, 3.1.1.2). */
function normalize(password: string): string {
  return password.normalize('NFKC');
}
