// Against a real server on the loopback interface.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished, test } from 'vitest';
import { type FoundAdvisories, parseBulkRequest } from '../../../src/advisories/audit-request.ts';
import { bulkAnswer } from '../../../src/advisories/bulk-answer.ts';
import {
  createUpstreamAudit,
  type UpstreamAnswer,
} from '../../../src/advisories/upstream-audit.ts';
import { isIn, patchedTextOf } from '../../../src/advisories/version-intervals.ts';
import { packageName, version } from '../../support/model.ts';

interface Upstream {
  readonly url: string;
  readonly requests: { readonly message: IncomingMessage; readonly body: string }[];
}

async function upstream(answer: (response: ServerResponse) => void): Promise<Upstream> {
  const requests: Upstream['requests'] = [];
  const server = createServer((message, response) => {
    const chunks: Buffer[] = [];
    message.on('data', (chunk: Buffer) => chunks.push(chunk));
    message.on('end', () => {
      requests.push({ message, body: Buffer.concat(chunks).toString() });
      answer(response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  // It listens on a port.
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/npm`, requests };
}

const asked = { pkg: ['1.0.0', '1.1.0'], '@acme/ui': ['2.0.0'], other: ['3.0.0'] };

function ask(url: string, body: object = asked, timeout = 10_000): Promise<UpstreamAnswer> {
  const isOwn = (name: string): boolean => name.startsWith('@acme/');
  return createUpstreamAudit({ url, fetch, timeout, isOwn })(parseBulkRequest(body));
}

const row = {
  id: 1_096_727,
  url: 'https://github.com/advisories/GHSA-aaaa-bbbb-cccc',
  title: 'It leaks',
  severity: 'high',
  vulnerable_versions: '>=1.0.0 <1.2.0 || 2.x',
  cwe: ['CWE-200'],
  cvss: { score: 7.5, vectorString: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N' },
};
const answering = (answer: unknown) => (response: ServerResponse) =>
  void response.end(JSON.stringify(answer));

describe('the upstream', () => {
  it('is asked for packages that are not ours, and told nothing else', async () => {
    const { url, requests } = await upstream(answering({}));
    expect(await ask(url)).toEqual({ advisories: new Map(), reason: undefined });
    expect(requests).toHaveLength(1);
    const [{ message, body }] = requests as [Upstream['requests'][number]];
    expect(message).toMatchObject({
      method: 'POST',
      url: '/npm/-/npm/v1/security/advisories/bulk',
      headers: { 'content-type': 'application/json' },
    });
    expect(message.headers).not.toHaveProperty('authorization');
    expect(message.headers).not.toHaveProperty('cookie');
    expect(JSON.parse(body)).toEqual({ pkg: ['1.0.0', '1.1.0'], other: ['3.0.0'] });
  });

  it('is not asked at all where everything is ours', async () => {
    const { url, requests } = await upstream(answering({}));
    expect(await ask(url, { '@acme/ui': ['1.0.0'] })).toEqual({
      advisories: new Map(),
      reason: undefined,
    });
    expect(requests).toEqual([]);
  });

  it('answers advisories, which are passed on as they are', async () => {
    const { url } = await upstream(answering({ pkg: [row] }));
    const advisories: FoundAdvisories = (await ask(url)).advisories ?? new Map<never, never>();
    expect(bulkAnswer(advisories)).toEqual({ pkg: [row] });
    const [advisory] = advisories.get(packageName('pkg')) ?? [];
    expect(advisory?.ghsa).toBe('GHSA-aaaa-bbbb-cccc');
    expect(advisory && isIn(advisory.affected, version('2.5.0'))).toBe(true);
    expect(advisory && patchedTextOf(advisory.affected)).toBe('>=1.2.0 <2.0.0-0 || >=3.0.0-0');
  });

  it('is not believed about packages that it was not asked for', async () => {
    const { url } = await upstream(answering({ '@acme/ui': [row], left: [row] }));
    expect(await ask(url)).toEqual({ advisories: new Map(), reason: undefined });
  });

  it('may answer rows that cannot be read, which are counted', async () => {
    const rows = [
      null,
      'a text',
      { ...row, id: { a: 1 } },
      { ...row, id: 1.5 },
      { ...row, title: 7 },
      { ...row, url: 'javascript:alert(1)' },
      { ...row, severity: 'terrible' },
      { ...row, vulnerable_versions: 'not a range' },
      { ...row, vulnerable_versions: `<1.0.0${' '.repeat(20_000)}` },
      { ...row, title: 'a\u001bb' },
    ];
    const { url } = await upstream(answering({ pkg: rows, other: 'no list' }));
    const { advisories, reason } = await ask(url);
    expect(advisories?.get(packageName('pkg'))).toMatchObject([{ title: String.raw`a\u{1b}b` }]);
    expect(reason).toMatch(/^10 /);
  });
});

test.each<[string, (response: ServerResponse) => void, RegExp]>([
  ['an error', (response) => void response.writeHead(503).end('{}'), /answered 503/],
  ['no JSON', (response) => void response.end('<html>'), /is not JSON/],
  ['a list', answering([]), /is not a JSON object/],
  ['JSON that is nested deep', (response) => void response.end('['.repeat(1e6)), /too deep/],
  ['a broken line', (response) => void response.socket?.destroy(), /./],
  [
    'more than anybody needs',
    (response) => void response.end('x'.repeat(9 * 2 ** 20)),
    /more than/,
  ],
])(
  'there is no answer, but a reason, where the upstream answers with %s',
  async (_, reply, why) => {
    const { url } = await upstream(reply);
    const { advisories, reason } = await ask(url);
    expect(advisories).toBeUndefined();
    expect(reason).toMatch(why);
  },
);

test.each([301, 302, 303, 307, 308])('a redirect (%i) is not followed', async (status) => {
  const elsewhere = await upstream(answering({ pkg: [row] }));
  const { url } = await upstream((response) => {
    response.writeHead(status, { location: elsewhere.url }).end();
  });
  expect(await ask(url)).toMatchObject({
    advisories: undefined,
    reason: expect.stringContaining(`answered ${status}`) as string,
  });
  expect(elsewhere.requests).toEqual([]);
});

test('an upstream that is silent, or stops in the middle, is waited for no longer than told', async () => {
  const silent = await upstream(() => undefined);
  expect((await ask(silent.url, asked, 50)).reason).toMatch(/timeout/i);
  const half = await upstream((response) => void response.write('{'));
  expect((await ask(half.url, asked, 50)).reason).toMatch(/timeout/i);
});

test.each(['https://mira:secret@acme.example/', 'ftp://acme.example/', 'acme.example'])(
  'URL_INVALID: %s',
  (url) => {
    expect(() => ask(url)).toThrow(expect.objectContaining({ code: 'URL_INVALID' }));
  },
);
