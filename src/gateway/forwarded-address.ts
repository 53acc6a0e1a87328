// Who connects, where a proxy stands in between.
import { isIP } from 'node:net';
import { type Cidr, isWithin, parseCidr } from '../accounts/cidr.ts';

/** The client's address, by that of the connection and the header X-Forwarded-For. */
export type ClientAddressOf = (peer: string, forwardedFor: string | null) => string;

/** `127.0.0.1/32,10.0.0.0/8`: where the proxies are. Throws OPTION_INVALID. */
export function parseTrustProxy(text: string): readonly Cidr[] {
  return text.split(',').map(parseCidr);
}

/**
 * Each proxy appends whom it heard from, so the last address that is no trusted proxy's is the client's: what stands
 * before it anybody may have written. A header that comes from elsewhere is passed over, and noted once, since it is
 * mostly that of a proxy that nobody told of.
 */
export function createClientAddress(
  trusted: readonly Cidr[],
  onNote: (text: string) => void,
): ClientAddressOf {
  let isNoted = false;
  return (peer, forwardedFor) => {
    const hops = (forwardedFor ?? '').split(',').map((hop) => hop.trim());
    let address = peer;
    while (isWithin(address, trusted)) {
      const before = hops.pop() ?? '';
      if (isIP(before) === 0) return address;
      address = before;
    }
    if (forwardedFor !== null && address === peer && !isNoted) {
      isNoted = true;
      onNote(
        `X-Forwarded-For from ${peer} is passed over, since --trust-proxy does not name it: all who come from there count as one client`,
      );
    }
    return address;
  };
}
