// A workflow of a CI service that a gateway knows, for packages to trust.
import { randomUUID } from 'node:crypto';
import type { TestGateway } from './gateway.ts';
import { createIdTokenIssuer } from './id-token-issuer.ts';
import { type LoopbackServer, openLoopback } from './loopback-server.ts';

export interface TrustedWorkflow {
  /** The options of the gateway that make it known. */
  readonly args: readonly string[];
  /** An entry of `trustedPublishers`. */
  readonly publisher: object;
  /** Exchanges an id token of the workflow, a new one unless it is given. */
  exchange(gateway: TestGateway, name: string, idToken?: string): Promise<Response>;
  /** The token that the exchange gives. */
  tokenFor(gateway: TestGateway, name: string): Promise<string>;
  sign(): Promise<string>;
  close(): void;
}

export async function startTrustedWorkflow(): Promise<TrustedWorkflow> {
  const servers: LoopbackServer[] = [];
  const issuer = await createIdTokenIssuer({
    async serve(listener) {
      const server = await openLoopback(listener);
      servers.push(server);
      return server.url;
    },
  });
  const sign = (): Promise<string> => {
    const iat = Math.floor(Date.now() / 1000);
    const times = { iat, nbf: iat, exp: iat + 300 };
    return issuer.sign({ ...times, aud: 'npm:127.0.0.1', jti: randomUUID() });
  };
  const exchange: TrustedWorkflow['exchange'] = async (gateway, name, idToken) =>
    gateway.send(`-/npm/v1/oidc/token/exchange/package/${name.replace('/', '%2f')}`, {
      ...{ method: 'POST', token: idToken ?? (await sign()) },
    });
  return {
    args: ['--issuer', `github=${issuer.url}`],
    publisher: { issuer: issuer.url, repository: 'acme/ui', workflow: 'publish.yml' },
    exchange,
    async tokenFor(gateway, name) {
      const response = await exchange(gateway, name);
      const { token } = (await response.json()) as { readonly token?: string };
      if (token === undefined) throw new Error(`${name}: ${response.status}`);
      return token;
    },
    sign,
    close() {
      for (const server of servers) server.close();
    },
  };
}
