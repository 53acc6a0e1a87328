import { BlockList } from 'node:net';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cidrOf, isWithin } from '../../../src/accounts/cidr.ts';
import { clientKey } from '../../../src/accounts/client-address.ts';

describe('a network', () => {
  test.each([
    '10.0.0.0/8',
    '0.0.0.0/0',
    '192.0.2.7/32',
    '::/0',
    '2001:db8::/32',
    '::ffff:10.0.0.0/104',
  ])('%s is one', (text) => {
    expect(cidrOf(text)).toBe(text);
  });

  test.each([
    '',
    '10.0.0.1',
    '10.0.0.0/33',
    '10.0.0/8',
    '::/129',
    'all',
    '10.0.0.0/8/8',
    '10.0.0.0/-1',
    '/8',
    '10.0.0.0/',
    'fe80::1%eth0/64',
    '10.0.0.0/8 ',
  ])('%j is none', (text) => {
    expect(cidrOf(text)).toBeUndefined();
  });

  test.each([
    ['10.0.0.0/8', '10.255.0.1', true],
    ['10.0.0.0/8', '11.0.0.1', false],
    ['10.0.0.0/8', '::ffff:10.1.2.3', true],
    ['10.0.0.0/8', '::ffff:a01:203', true],
    ['10.0.0.0/8', '::ffff:11.1.2.3', false],
    ['::ffff:10.0.0.0/104', '10.1.2.3', true],
    ['2001:db8::/33', '2001:db8:7fff::1', true],
    ['2001:db8::/33', '2001:DB8:8000::1', false],
    ['0.0.0.0/0', '2001:db8::1', false],
    ['fe80::/10', 'fe80::1%eth0', true],
    ['192.0.2.7/32', '192.0.2.7', true],
    ['0.0.0.0/0', '', false],
    ['::/0', 'unknown', false],
  ])('%s has %s: %s', (text, address, expected) => {
    const network = cidrOf(text);
    expect(network && isWithin(address, [network])).toBe(expected);
  });

  test('one of several is enough, and none has nobody', () => {
    const networks = ['10.0.0.0/8', '2001:db8::/32'].flatMap((text) => cidrOf(text) ?? []);
    expect(isWithin('2001:db8::1', networks)).toBe(true);
    expect(isWithin('10.0.0.1', networks)).toBe(true);
    expect(isWithin('10.0.0.1', [])).toBe(false);
  });

  test('has what its first bits say', () => {
    const numberOf = (parts: readonly number[]): number =>
      parts.reduce((sum, part) => sum * 256 + part, 0);
    const address = fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255), fc.nat(255));
    fc.assert(
      fc.property(address, address, fc.nat(32), fc.boolean(), (start, other, prefix, near) => {
        // Else hardly any two would be in one network.
        const client = near ? ([...start.slice(0, 3), other[3]] as const) : other;
        const network = cidrOf(`${start.join('.')}/${prefix}`);
        const size = 2 ** (32 - prefix);
        const isInside = Math.floor(numberOf(start) / size) === Math.floor(numberOf(client) / size);
        expect(network && isWithin(client.join('.'), [network])).toBe(isInside);
        expect(network && isWithin(`::ffff:${client.join('.')}`, [network])).toBe(isInside);
      }),
    );
  });
});

describe('a client', () => {
  test.each([
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['::FFFF:c000:207', '192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:0DB8:1:2::1', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['unix socket', 'unix socket'],
  ])('at %s counts as %s', (address, expected) => {
    expect(clientKey(address)).toBe(expected);
  });

  test('of IPv6 counts as its first 64 bits, however it is written', () => {
    fc.assert(
      fc.property(fc.ipV6(), (address) => {
        const list = new BlockList();
        const [network = '', prefix] = clientKey(address).split('/');
        if (prefix === undefined) list.addAddress(network, 'ipv4');
        else list.addSubnet(network, Number(prefix), 'ipv6');
        expect(list.check(address, 'ipv6')).toBe(true);
      }),
    );
  });
});
