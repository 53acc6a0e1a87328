// Id tokens against an issuer on this machine.
import { createHmac, generateKeyPair } from 'node:crypto';
import type { RequestListener } from 'node:http';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import {
  createIdTokenVerifier,
  type IdTokenVerifier,
} from '../../../src/oidc/id-token-verifier.ts';
import { audienceOf, publicIssuers } from '../../../src/oidc/issuer.ts';
import {
  audience,
  createIdTokenIssuer,
  type IdTokenIssuer,
  present,
  seconds,
} from '../../support/id-token-issuer.ts';

const now = () => present;

function verifierOf(
  issuer: IdTokenIssuer,
  options: {
    readonly cooldown?: number;
    readonly timeout?: number;
    readonly now?: () => Date;
  } = {},
): IdTokenVerifier {
  return createIdTokenVerifier({ issuers: [issuer], audience, fetch, now, ...options });
}

const unauthenticated = { code: 'UNAUTHENTICATED', exitCode: 3 };

describe('a genuine token', () => {
  test.each(['RS256', 'PS256', 'ES256', 'Ed25519'])('signed with %s is taken', async (alg) => {
    const issuer = await createIdTokenIssuer({ alg });
    const { run, expires } = await verifierOf(issuer)(await issuer.sign());
    expect(run).toEqual({
      issuer: issuer.url,
      repository: 'acme/ui',
      workflow: 'publish.yml',
      environment: 'npm',
      ref: 'refs/heads/main',
      ownerId: '42',
      isForReview: false,
    });
    expect(expires.getTime() / 1000).toBe(seconds + 290 + 31);
  });

  test('of GitLab is the same run in other words', async () => {
    const issuer = await createIdTokenIssuer({ ci: 'gitlab' });
    const { run } = await verifierOf(issuer)(await issuer.sign());
    expect(run).toMatchObject({
      repository: 'acme/web/ui',
      workflow: '.gitlab-ci.yml',
      ref: 'refs/heads/main',
      ownerId: '42',
    });
    expect(issuer.requests).toEqual(['/oauth/discovery/keys']);
  });

  test('costs one request for keys, however many follow', async () => {
    const issuer = await createIdTokenIssuer();
    const verify = verifierOf(issuer);
    await Promise.all([1, 2, 3].map(async () => verify(await issuer.sign())));
    await verify(await issuer.sign());
    expect(issuer.requests).toEqual(['/.well-known/jwks']);
  });

  test('is taken at the edge of what clocks may differ, and not beyond', async () => {
    const issuer = await createIdTokenIssuer();
    const verify = verifierOf(issuer);
    await verify(await issuer.sign({ exp: seconds - 29 }));
    await verify(await issuer.sign({ nbf: seconds + 30, iat: seconds + 30 }));
    await expect(verify(await issuer.sign({ exp: seconds - 30 }))).rejects.toMatchObject(
      unauthenticated,
    );
  });

  test('has one digest, whatever somebody makes of its signature', async () => {
    const issuer = await createIdTokenIssuer({ alg: 'ES256' });
    const verify = verifierOf(issuer);
    const token = await issuer.sign();
    const other = otherSignature(token);
    expect(other).not.toBe(token);
    expect((await verify(other)).digest).toBe((await verify(token)).digest);
    expect((await verify(await issuer.sign({ jti: 'two' }))).digest).not.toBe(
      (await verify(token)).digest,
    );
  });
});

describe('a token is refused', () => {
  test.each([
    ['for another registry', { aud: 'npm:npm.other.example' }],
    ['for several registries', { aud: [audience, 'npm:npm.other.example'] }],
    ['for a registry of nearly this name', { aud: `${audience}.evil.example` }],
    ['for nobody', { aud: undefined }],
    ['that expired', { exp: seconds - 60 }],
    ['that never expires', { exp: undefined }],
    ['that expires on no date', { exp: 'never' }],
    ['that is not valid yet', { nbf: seconds + 60 }],
    ['that was made tomorrow', { iat: seconds + 86_400 }],
    ['that was made long ago', { iat: seconds - 2 * 86_400 }],
    ['that was never made', { iat: undefined }],
    ['of no repository', { repository: undefined }],
    ['of a repository that is no text', { repository: { name: 'acme/ui' } }],
    ['of another issuer', { iss: 'https://token.actions.githubusercontent.com' }],
    ['of no issuer', { iss: undefined }],
  ])('%s', async (_, claims) => {
    const issuer = await createIdTokenIssuer();
    const token = await issuer.sign(claims);
    await expect(verifierOf(issuer)(token)).rejects.toMatchObject(unauthenticated);
  });

  test('of an issuer that nobody named, without a request to it', async () => {
    const [known, stranger] = [await createIdTokenIssuer(), await createIdTokenIssuer()];
    await expect(verifierOf(known)(await stranger.sign())).rejects.toMatchObject(unauthenticated);
    expect([...known.requests, ...stranger.requests]).toEqual([]);
  });

  test('that another issuer signed, whosever keys its header names', async () => {
    const [known, stranger] = [await createIdTokenIssuer(), await createIdTokenIssuer()];
    const jwk: unknown = JSON.parse(await stranger.publicKey());
    for (const header of [{}, { jku: `${stranger.url}/.well-known/jwks` }, { jwk }]) {
      const token = await stranger.sign({ iss: known.url }, header);
      await expect(verifierOf(known)(token)).rejects.toMatchObject(unauthenticated);
    }
    expect(stranger.requests).toEqual([]);
  });

  test('without a signature, or with one that anybody can make', async () => {
    const issuer = await createIdTokenIssuer({ alg: 'RS256' });
    const [, payload = '', signature = ''] = (await issuer.sign()).split('.');
    const key = await issuer.publicKey();
    const signed = (header: object, secret?: string): string => {
      const input = `${base64url(header)}.${payload}`;
      if (secret === undefined) return `${input}.`;
      return `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`;
    };
    const tokens = [
      signed({ alg: 'none' }),
      signed({ alg: 'NONE', kid: 'key-1' }),
      `${base64url({ alg: 'none' })}.${payload}.${signature}`,
      signed({ alg: 'HS256', kid: 'key-1' }, key),
      signed({ alg: 'HS256', kid: 'key-1' }, ''),
      signed({ alg: 'RS256', kid: 'key-1', b64: false, crit: ['b64'] }),
    ];
    const verify = verifierOf(issuer);
    for (const token of tokens) {
      await expect(verify(token), token).rejects.toMatchObject(unauthenticated);
    }
    await verify(await issuer.sign());
  });

  test('with claims that were changed after it was signed', async () => {
    const issuer = await createIdTokenIssuer();
    const [header = '', , signature = ''] = (await issuer.sign()).split('.');
    const token = `${header}.${base64url({ ...issuer.claims, repository: 'evil/ui' })}.${signature}`;
    await expect(verifierOf(issuer)(token)).rejects.toMatchObject(unauthenticated);
  });

  test.each(['', 'x', 'a.b.c', '..', `${'a'.repeat(20_000)}.b.c`, 'é.é.é'])(
    'that is none: %.10s',
    async (token) => {
      const issuer = await createIdTokenIssuer();
      await expect(verifierOf(issuer)(token)).rejects.toMatchObject(unauthenticated);
      expect(issuer.requests).toEqual([]);
    },
  );

  test('and nothing in it reaches a terminal', async () => {
    const issuer = await createIdTokenIssuer();
    const token = await issuer.sign({ iss: 'https://evil.example/\u001b[2J\n::error::' });
    await expect(verifierOf(issuer)(token)).rejects.toMatchObject({
      message: expect.not.stringMatching(/\p{Cc}/u) as string,
    });
  });
});

describe('when keys change', () => {
  test('an unknown one is looked for, and the old one is none any more', async () => {
    const issuer = await createIdTokenIssuer();
    const verify = verifierOf(issuer, { cooldown: 0 });
    const before = await issuer.sign();
    await verify(before);
    await issuer.rotate();
    await verify(await issuer.sign());
    await expect(verify(before)).rejects.toMatchObject(unauthenticated);
  });

  test('strangers cannot make us ask for every key they invent', async () => {
    const issuer = await createIdTokenIssuer();
    const verify = verifierOf(issuer);
    await verify(await issuer.sign());
    for (const kid of ['a', 'b', 'c']) {
      await expect(verify(await issuer.sign({}, { kid }))).rejects.toMatchObject(unauthenticated);
    }
    expect(issuer.requests).toHaveLength(1);
  });
});

describe('an issuer whose keys cannot be had is ISSUER_UNREACHABLE, not the token’s fault:', () => {
  test.each([
    ['it answers with an error', (_, response) => response.writeHead(500).end()],
    ['it redirects', (_, r) => r.writeHead(302, { location: 'http://169.254.169.254/' }).end()],
    ['it answers no JSON', (_, response) => response.end('<html>')],
    ['it answers no keys', (_, response) => response.end('{"keys": 1}')],
    ['it answers a broken key', (_, r) => r.end(keySet({ kty: 'EC', x: '', y: '' }))],
    ['it hangs up', (_, response) => response.destroy()],
    ['it says nothing', () => undefined],
    ['it never ends', (_, response) => response.write('{"keys": [')],
    ['its keys are huge', (_, response) => response.end(`{"keys": [${' '.repeat(300_000)}]}`)],
  ] satisfies [string, RequestListener][])('%s', async (_, answer) => {
    const issuer = await createIdTokenIssuer({ answer });
    const verify = verifierOf(issuer, { timeout: 200 });
    await expect(verify(await issuer.sign())).rejects.toMatchObject({
      code: 'ISSUER_UNREACHABLE',
      exitCode: 3,
    });
  });

  test('its key is one that many could find', async () => {
    const { publicKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 1024 });
    const weak = keySet({ ...publicKey.export({ format: 'jwk' }), alg: 'RS256' });
    const issuer = await createIdTokenIssuer({ answer: (_, response) => response.end(weak) });
    const [, ...rest] = (await issuer.sign()).split('.');
    const token = [base64url({ alg: 'RS256', kid: 'key-1' }), ...rest].join('.');
    await expect(verifierOf(issuer)(token)).rejects.toMatchObject({ code: 'ISSUER_UNREACHABLE' });
  });

  test('it is gone, and then it is back', async () => {
    let isDown = true;
    const issuer = await createIdTokenIssuer();
    const verify = createIdTokenVerifier({
      issuers: [issuer],
      audience,
      now,
      fetch: (url, init) =>
        isDown ? Promise.reject(new TypeError('fetch failed')) : fetch(url, init),
    });
    const token = await issuer.sign();
    await expect(verify(token)).rejects.toMatchObject({ code: 'ISSUER_UNREACHABLE' });
    isDown = false;
    await verify(token);
  });

  test('a huge answer is not read to its end', async () => {
    const gigabyte = 2 ** 30;
    let sent = 0;
    const issuer = await createIdTokenIssuer({
      answer(_, response) {
        const chunk = Buffer.alloc(2 ** 16, ' ');
        const send = (): void => {
          while (sent < gigabyte && !response.destroyed) {
            sent += chunk.length;
            if (!response.write(chunk)) return;
          }
        };
        response.on('drain', send);
        send();
      },
    });
    const verify = verifierOf(issuer);
    await expect(verify(await issuer.sign())).rejects.toMatchObject({
      code: 'ISSUER_UNREACHABLE',
      message: expect.stringContaining('262144 bytes') as string,
    });
    expect(sent).toBeLessThan(gigabyte / 8);
  });
});

describe('issuers', () => {
  test.each([
    ['without TLS', { url: 'http://git.acme.example' }],
    ['with a password', { url: 'https://a:b@git.acme.example' }],
    ['that are no URL', { url: 'github' }],
    ['with keys elsewhere, without TLS', { url: 'https://a.example', keysUrl: 'http://b.example' }],
    ['in a file', { url: 'file:///etc' }],
  ])('%s are refused before anything is asked', (_, issuer) => {
    const create = () =>
      createIdTokenVerifier({ issuers: [{ ci: 'github', ...issuer }], audience, fetch, now });
    expect(create).toThrow(expect.objectContaining({ code: 'OPTION_INVALID' }));
  });

  test('that everybody has, and the audience that npm asks for', () => {
    expect(publicIssuers.map(({ url }) => url)).toEqual([
      'https://token.actions.githubusercontent.com',
      'https://gitlab.com',
    ]);
    expect(audienceOf(new URL('https://npm.acme.example:8443/npm/'))).toBe('npm:npm.acme.example');
  });
});

function base64url(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function keySet(key: object): string {
  return JSON.stringify({
    keys: [{ crv: 'P-256', alg: 'ES256', kid: 'key-1', use: 'sig', ...key }],
  });
}

/** Of an ECDSA signature (r, s) the pair (r, n - s) is one, too. */
function otherSignature(token: string): string {
  const [header = '', payload = '', signature = ''] = token.split('.');
  const order = BigInt('0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551');
  const bytes = Buffer.from(signature, 'base64url');
  const s = order - BigInt(`0x${bytes.subarray(32).toString('hex')}`);
  const other = Buffer.concat([
    bytes.subarray(0, 32),
    Buffer.from(s.toString(16).padStart(64, '0'), 'hex'),
  ]);
  return `${header}.${payload}.${other.toString('base64url')}`;
}
