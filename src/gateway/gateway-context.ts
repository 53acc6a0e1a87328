// What every route works with.
import type { Context, Hono } from 'hono';
import type { Accounts } from '../accounts/accounts.ts';
import type { LoginThrottle } from '../accounts/login-throttle.ts';
import type { WebLogins } from '../accounts/web-logins.ts';
import type { Principal } from '../accounts/principal.ts';
import type { AuditedVersions, FoundAdvisories } from '../advisories/audit-request.ts';
import type { TokenExchange } from '../oidc/token-exchange.ts';
import type { BodyLimits } from './request-body.ts';
import type { FileReader } from './read-file.ts';
import type { Registry } from './registry.ts';

export interface GatewayContext {
  readonly registry: Registry;
  readonly files: FileReader;
  readonly accounts: Accounts;
  readonly throttle: LoginThrottle;
  readonly webLogins: WebLogins;
  /** Asks another registry for its advisories; gives none where there is none. */
  readonly askUpstream: (audited: AuditedVersions) => Promise<FoundAdvisories>;
  readonly exchange: TokenExchange;
  readonly now: () => Date;
  /** Where clients reach the gateway; ends in `/`. */
  readonly url: URL;
  /** Of bodies that may hold a tarball. */
  readonly publishLimits: BodyLimits;
  /** Of all others. */
  readonly limits: BodyLimits;
}

export interface GatewayEnv {
  readonly Bindings: {
    /** Who connects: an IP address. */
    readonly address: string;
  };
  readonly Variables: {
    readonly id: string;
    readonly principal: Principal;
  };
}

export type GatewayApp = Hono<GatewayEnv>;
export type GatewayRequest = Context<GatewayEnv>;
