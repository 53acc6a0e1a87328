// The Authorization header (RFC 9110, 11.6.2) → what it says, or nothing.
import { type UserName, userNameOf } from '../model/user-name.ts';
import { type TokenText, tokenTextOf } from './token-text.ts';

export type Credentials =
  /** `login`: whose the token must be, where the header says so. */
  | { readonly token: TokenText; readonly login?: UserName; readonly password?: undefined }
  | { readonly login: UserName; readonly password: string; readonly token?: undefined };

/** `Bearer <token>`, `Basic <login:token>` or `Basic <login:password>`; `undefined` for anything else. */
export function parseCredentials(header: string): Credentials | undefined {
  const [, scheme = '', value = ''] = /^([A-Za-z]+) +([\w.~+/=-]+)$/.exec(header) ?? [];
  switch (scheme.toLowerCase()) {
    case 'bearer': {
      const token = tokenTextOf(value);
      return token && { token };
    }
    case 'basic':
      return parseBasic(value);
    default:
      return undefined;
  }
}

function parseBasic(value: string): Credentials | undefined {
  const text = base64Text(value);
  const colon = text?.indexOf(':') ?? -1;
  if (text === undefined || colon < 0) return undefined;
  const login = userNameOf(text.slice(0, colon));
  if (login === undefined) return undefined;
  const password = text.slice(colon + 1);
  const token = tokenTextOf(password);
  return token === undefined ? { login, password } : { login, token };
}

/** UTF-8 in base64, with or without its padding. */
function base64Text(value: string): string | undefined {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(value)) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(
      Buffer.from(value, 'base64'),
    );
  } catch {
    return undefined;
  }
}
