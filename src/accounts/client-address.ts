import { isIP } from 'node:net';

/**
 * What stands for one client when attempts are counted: an IPv4 address, or the first 64 bits of an IPv6 one, since
 * one line of a provider has at least so many. What is no address stands for itself.
 */
export function clientKey(address: string): string {
  const plain = address.replace(/%.*$/s, '');
  if (isIP(plain) !== 6) return plain;
  // The URL parser spells every IPv6 address in one way: lower case, no IPv4 in it.
  const [head = '', tail] = new URL(`http://[${plain}]`).hostname.slice(1, -1).split('::');
  const before = head.split(':').filter(Boolean);
  const after = (tail ?? '').split(':').filter(Boolean);
  const zeros = Array<string>(8 - before.length - after.length).fill('0');
  const groups = [...before, ...zeros, ...after];
  return groups.slice(0, 6).join(':') === '0:0:0:0:0:ffff'
    ? ipv4Of(groups.slice(6))
    : `${groups.slice(0, 4).join(':')}::/64`;
}

function ipv4Of(groups: readonly string[]): string {
  const numbers = groups.map((group) => Number.parseInt(group, 16));
  return numbers.flatMap((number) => [number >> 8, number & 0xff]).join('.');
}
