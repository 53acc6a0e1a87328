// Networks that a token may be used from.
import { BlockList, isIP } from 'node:net';
import { StillpackError } from '../errors.ts';

/** A network in CIDR notation, of IPv4 or IPv6: `10.0.0.0/8`, `2001:db8::/32`. */
export type Cidr = string & { readonly __brand: 'Cidr' };

/** The network, or `undefined`. One address is a network, too: `192.0.2.7/32`. */
export function cidrOf(text: string): Cidr | undefined {
  const { address, prefix } = split(text);
  const family = isIP(address);
  const longest = family === 4 ? 32 : 128;
  const isNetwork =
    family !== 0 && !address.includes('%') && /^\d{1,3}$/.test(prefix) && Number(prefix) <= longest;
  // The check is what the brand stands for.
  return isNetwork ? (text as Cidr) : undefined;
}

/** Throws OPTION_INVALID. */
export function parseCidr(text: string): Cidr {
  const network = cidrOf(text);
  if (network !== undefined) return network;
  throw new StillpackError('OPTION_INVALID', `"${text}" is no network.`, {
    hint: 'Write it like 10.0.0.0/8 or 2001:db8::/32; one address is 192.0.2.7/32.',
  });
}

/** Whether one of the networks has the address. IPv4 in IPv6 (`::ffff:10.0.0.1`) is the IPv4 address that it maps. */
export function isWithin(address: string, networks: readonly Cidr[]): boolean {
  const family = isIP(address);
  if (family === 0) return false;
  const list = new BlockList();
  for (const network of networks) {
    const { address: start, prefix } = split(network);
    list.addSubnet(start, Number(prefix), isIP(start) === 4 ? 'ipv4' : 'ipv6');
  }
  return list.check(address, family === 4 ? 'ipv4' : 'ipv6');
}

function split(text: string): { readonly address: string; readonly prefix: string } {
  const [address = '', prefix = '', ...more] = text.split('/');
  return { address, prefix: more.length > 0 ? '' : prefix };
}
