// What a token looks like: `stp_`, 256 random bits, and a checksum, by which scanners for leaked secrets know one offline.
import { randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';

/** A token's text: the secret itself. */
export type TokenText = string & { readonly __brand: 'TokenText' };

const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
/** Digits in base 62 that 256 and 32 bits need. */
const secretLength = 43;
const checksumLength = 6;

const shape = new RegExp(`^(stp_[0-9A-Za-z]{${secretLength}})([0-9A-Za-z]{${checksumLength}})$`);

export function createTokenText(): TokenText {
  const head = `stp_${base62(BigInt(`0x${randomBytes(32).toString('hex')}`), secretLength)}`;
  // It has the shape, and the checksum of its head.
  return `${head}${checksumOf(head)}` as TokenText;
}

/** The text as a token, or `undefined` for what was never one of ours. */
export function tokenTextOf(text: string): TokenText | undefined {
  const [, head, checksum] = shape.exec(text) ?? [];
  // The check is what the brand stands for.
  return head !== undefined && checksumOf(head) === checksum ? (text as TokenText) : undefined;
}

/** CRC-32 of the text before it. */
function checksumOf(head: string): string {
  return base62(BigInt(crc32(head)), checksumLength);
}

function base62(number: bigint, length: number): string {
  let text = '';
  for (let rest = number; rest > 0n; rest /= 62n)
    text = `${digits[Number(rest % 62n)] ?? ''}${text}`;
  return text.padStart(length, '0');
}
