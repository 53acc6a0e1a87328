// A CI service's issuer of id tokens on this machine: real keys, a real JWK Set over HTTP.
import type { RequestListener } from 'node:http';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import type { Ci } from '../../src/model/trusted-publishers.ts';
import { listen } from './loopback-server.ts';

/** What all tests take for the present. */
export const present: Date = new Date('2025-06-01T12:00:00Z');
export const seconds: number = present.getTime() / 1000;
export const audience = 'npm:npm.acme.example';

export interface IdTokenIssuer {
  readonly url: string;
  readonly ci: Ci;
  /** The paths that were asked for. */
  readonly requests: readonly string[];
  /** Signed with the current key, as a run of acme/ui; `undefined` takes a claim away. */
  sign(claims?: Claims, header?: Readonly<Record<string, unknown>>): Promise<string>;
  /** The claims that `sign` begins with. */
  readonly claims: JWTPayload;
  /** From now on there is another key, and no other. */
  rotate(): Promise<void>;
  /** The current public key, as text. */
  publicKey(): Promise<string>;
}

type Claims = Readonly<Record<string, unknown>>;

export async function createIdTokenIssuer({
  ci = 'github',
  alg = 'ES256',
  answer,
  serve = listen,
}: {
  readonly ci?: Ci;
  /** @default 'ES256' */
  readonly alg?: string;
  /** Instead of the keys. */
  readonly answer?: RequestListener;
  /** Gives the address that the listener is at. @default until the test has finished */
  readonly serve?: typeof listen;
} = {}): Promise<IdTokenIssuer> {
  const requests: string[] = [];
  let count = 0;
  const newKey = async () => {
    const pair = await generateKeyPair(alg, { extractable: true });
    count += 1;
    return { ...pair, kid: `key-${count}` };
  };
  let key = await newKey();
  const keySet = async () => {
    const jwk = await exportJWK(key.publicKey);
    return JSON.stringify({ keys: [{ ...jwk, kid: key.kid, alg, use: 'sig' }] });
  };
  const url = await serve((request, response) => {
    requests.push(request.url ?? '');
    if (answer !== undefined) answer(request, response);
    else void keySet().then((text) => response.end(text));
  });
  const claims = ci === 'github' ? githubClaims(url) : gitlabClaims(url);
  return {
    url,
    ci,
    requests,
    claims,
    sign: (more = {}, header = {}) =>
      new SignJWT({ ...claims, ...more })
        .setProtectedHeader({ alg, kid: key.kid, typ: 'JWT', ...header })
        .sign(key.privateKey),
    async rotate() {
      key = await newKey();
    },
    publicKey: async () => JSON.stringify(await exportJWK(key.publicKey)),
  };
}

const times = { iat: seconds - 10, nbf: seconds - 10, exp: seconds + 290 };

function githubClaims(iss: string): JWTPayload {
  return {
    iss,
    aud: audience,
    ...times,
    jti: 'one',
    sub: 'repo:acme/ui:environment:npm',
    repository: 'acme/ui',
    repository_owner: 'acme',
    repository_owner_id: '42',
    workflow_ref: 'acme/ui/.github/workflows/publish.yml@refs/heads/main',
    job_workflow_ref: 'acme/shared/.github/workflows/build.yml@refs/heads/main',
    environment: 'npm',
    event_name: 'push',
    ref: 'refs/heads/main',
  };
}

function gitlabClaims(iss: string): JWTPayload {
  return {
    iss,
    aud: audience,
    ...times,
    jti: 'one',
    sub: 'project_path:acme/web/ui:ref_type:branch:ref:main',
    project_path: 'acme/web/ui',
    namespace_id: '42',
    ci_config_ref_uri: `${iss.slice('http://'.length)}/acme/web/ui//.gitlab-ci.yml@refs/heads/main`,
    environment: 'npm',
    pipeline_source: 'push',
    ref: 'main',
    ref_path: 'refs/heads/main',
  };
}
