// The page that `npm login` opens: plain HTML, no script.
import { html, raw } from 'hono/html';
import type { PendingLogin } from '../accounts/web-logins.ts';
import type { StillpackError } from '../errors.ts';

export type LoginPage =
  | {
      readonly pending: PendingLogin;
      readonly fault: StillpackError | undefined;
      readonly done?: undefined;
    }
  | { readonly done: string };

const headers = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

/** A form for login and password, or that all is done. */
export async function loginPage(page: LoginPage): Promise<Response> {
  const body = page.done === undefined ? form(page) : finished(page.done);
  const status = page.done === undefined && page.fault !== undefined ? 401 : 200;
  return new Response(await document(body), { status, headers });
}

type Markup = ReturnType<typeof html>;

function form({ pending, fault }: Extract<LoginPage, { readonly pending: PendingLogin }>): Markup {
  return html`<h1>Log in</h1>
    <p>
      A client at <b>${pending.address}</b> asked for this at ${pending.begun.toISOString()}. Go on
      only if that was you.
    </p>
    ${fault === undefined ? '' : html`<p role="alert">${fault.message} ${fault.hint ?? ''}</p>`}
    <form method="post">
      <label
        >User name
        <input name="login" autocomplete="username" autocapitalize="none" required autofocus
      /></label>
      <label
        >Password <input name="password" type="password" autocomplete="current-password" required
      /></label>
      <button>Log in</button>
    </form>`;
}

function finished(login: string): Markup {
  return html`<h1>Logged in</h1>
    <p>The client is logged in as <b>${login}</b>. You may close this page.</p>`;
}

const style = `
  body { font: 1rem/1.5 system-ui, sans-serif; max-width: 26rem; margin: 4rem auto; padding: 0 1rem; }
  label { display: block; margin: 1rem 0; }
  input { display: block; width: 100%; box-sizing: border-box; font: inherit; padding: 0.4rem; }
  button { font: inherit; padding: 0.5rem 1.5rem; }
  [role='alert'] { color: #a00; }
`;

function document(body: Markup): Markup {
  return html`<!doctype html>
    <html lang="en">
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width" />
      <title>Log in to the registry</title>
      <style>
        ${raw(style)}
      </style>
      ${body}
    </html>`;
}
