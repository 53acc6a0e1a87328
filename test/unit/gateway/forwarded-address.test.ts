import { expect, it } from 'vitest';
import { createClientAddress, parseTrustProxy } from '../../../src/gateway/forwarded-address.ts';

const proxies = parseTrustProxy('127.0.0.1/32,10.0.0.0/8,2001:db8::/32');

function addressOf(peer: string, forwardedFor: string | null): string {
  return createClientAddress(proxies, () => undefined)(peer, forwardedFor);
}

it.each([
  ['the peer, without a header', '127.0.0.1', null, '127.0.0.1'],
  ['whom the proxy heard from', '127.0.0.1', '192.0.2.7', '192.0.2.7'],
  ['behind two proxies', '127.0.0.1', '192.0.2.7, 10.1.2.3', '192.0.2.7'],
  ['not what the client wrote itself', '127.0.0.1', '203.0.113.9, 192.0.2.7', '192.0.2.7'],
  ['of IPv6', '2001:db8::1', '2001:db9::7', '2001:db9::7'],
  ['of a proxy whose address is mapped', '::ffff:10.0.0.1', '192.0.2.7', '192.0.2.7'],
  ['a proxy, when there are only proxies', '127.0.0.1', '10.0.0.1', '10.0.0.1'],
  ['the proxy, when it says no address', '127.0.0.1', 'unknown', '127.0.0.1'],
  ['the proxy, when it says nothing', '127.0.0.1', '', '127.0.0.1'],
  ['the peer, when it is no proxy', '198.51.100.1', '192.0.2.7', '198.51.100.1'],
])('the client is %s', (_what, peer, forwardedFor, expected) => {
  expect(addressOf(peer, forwardedFor)).toBe(expected);
});

it('says once that a header is passed over', () => {
  const notes: string[] = [];
  const clientAddressOf = createClientAddress([], (text) => notes.push(text));
  clientAddressOf('127.0.0.1', null);
  expect(notes).toEqual([]);
  clientAddressOf('127.0.0.1', '192.0.2.7');
  clientAddressOf('127.0.0.1', '192.0.2.8');
  expect(notes).toEqual([expect.stringContaining('127.0.0.1')]);
});

it.each(['', '127.0.0.1', 'proxy.example', '10.0.0.0/8,', '10.0.0.0/33'])(
  '"%s" names no networks',
  (text) => {
    expect(() => parseTrustProxy(text)).toThrow(
      expect.objectContaining({ code: 'OPTION_INVALID' }) as Error,
    );
  },
);
