// Who may vouch for a workflow: only issuers that the gateway's operator names.
import { StillpackError } from '../errors.ts';
import { type Ci, isIssuerUrl, issuerUrls } from '../model/trusted-publishers.ts';

export interface Issuer {
  /** The `iss` of its tokens, letter by letter: https (or http on this machine), without a slash at the end. */
  readonly url: string;
  readonly ci: Ci;
  /** Where its keys are (a JWK Set). @default below `url`, where its kind has them */
  readonly keysUrl?: string;
}

/** GitHub Actions of github.com, and GitLab CI of gitlab.com. */
export const publicIssuers: readonly Issuer[] = [
  { url: issuerUrls.github, ci: 'github' },
  { url: issuerUrls.gitlab, ci: 'gitlab' },
];

const keyPaths: Readonly<Record<Ci, string>> = {
  github: '/.well-known/jwks',
  gitlab: '/oauth/discovery/keys',
};

/** Throws OPTION_INVALID for an address that anybody on the way could answer for. */
export function keysUrlOf({ url, ci, keysUrl = `${url}${keyPaths[ci]}` }: Issuer): URL {
  const bad = [url, keysUrl].find((text) => !isIssuerUrl(text));
  if (bad === undefined) return new URL(keysUrl);
  throw new StillpackError('OPTION_INVALID', `"${bad}" cannot be an issuer of id tokens.`, {
    hint: 'Write an https address, without a password, a query or a slash at the end.',
  });
}

/** `github=https://ghe.acme.example/_services/token`: an issuer of one's own. Throws OPTION_INVALID. */
export function parseIssuer(text: string): Issuer {
  const [, ci, url] = /^(github|gitlab)=(.+)$/.exec(text) ?? [];
  if ((ci === 'github' || ci === 'gitlab') && url !== undefined) {
    const issuer: Issuer = { ci, url };
    keysUrlOf(issuer);
    return issuer;
  }
  throw new StillpackError('OPTION_INVALID', `"${text}" is no issuer of id tokens.`, {
    hint: 'Write its kind and its address: github=https://… or gitlab=https://….',
  });
}

/** What npm asks CI services to write into `aud`: `npm:npm.acme.example`, for the URL that clients write. */
export function audienceOf(registry: URL): string {
  return `npm:${registry.hostname}`;
}
