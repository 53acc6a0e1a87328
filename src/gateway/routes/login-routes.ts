// npm login, npm adduser, npm logout, npm whoami
import { createPasswordLogin, unauthenticated } from '../../accounts/password-login.ts';
import type { Account } from '../../accounts/account-users.ts';
import { writerOf } from '../../accounts/principal.ts';
import { planProfile } from '../../change/plan-profile.ts';
import { StillpackError } from '../../errors.ts';
import { type JsonObject, own } from '../../json.ts';
import { parseUserName } from '../../change/parse-names.ts';
import type { UserName } from '../../model/user-name.ts';
import { readHeldUser } from '../../verbs/read-people.ts';
import { withoutAddress } from '../authorship.ts';
import { refuseClaimed } from '../claimed-login.ts';
import { jsonResponse } from '../error-response.ts';
import type { GatewayApp, GatewayContext, GatewayRequest } from '../gateway-context.ts';
import { readKnownUser } from '../known-user.ts';
import { loginPage } from '../login-page.ts';
import { readForm, textIn, withObjectBody } from '../request-body.ts';
import { profilesPlace, takenAddresses } from '../taken-addresses.ts';

/** A login and a password, each %xx. */
const maxForm = 16 * 1024;

/**
 * PUT /-/user/org.couchdb.user:<user>
 * POST /-/v1/login, GET and POST /-/v1/login/page/<id>, GET /-/v1/login/done/<id>
 *
 * Whoever logs in says so in the body. What a client sends besides in Authorization is of before: an expired token, or
 * (pnpm) the user who is to be made.
 */
export function addLoginRoutes(app: GatewayApp, context: GatewayContext): void {
  const { accounts, throttle, webLogins, limits, url } = context;
  const logIn = createPasswordLogin(accounts, { throttle });
  const newToken = async (login: UserName): Promise<string> =>
    (await accounts.createToken({ login, kind: 'login' })).token;

  // npm login --auth-type=legacy, and yarn 2–4 always; npm adduser
  const putUser = (c: GatewayRequest): Promise<Response> =>
    withObjectBody(c.req.raw, limits, async (body) => {
      const login = loginIn(c);
      const { address } = c.env;
      const password = textIn(body, 'password');
      if (textIn(body, 'name') !== login) throw nameMismatch();
      const isNew = await maySignUp(context, login);
      // Each costs a hash, a look at all packages and a commit.
      if (isNew) await throttle.countSignUp(address);
      const account = isNew
        ? await signUp(context, { login, password, email: emailIn(body) })
        : await logIn({ login, password, address });
      const token = await newToken(account.login);
      return jsonResponse(
        { ok: true, id: `org.couchdb.user:${login}`, rev: '1-0', token },
        { status: 201 },
      );
    });
  app.put('/-/user/:id{org\\.couchdb\\.user:[^/]+}', putUser);
  app.put('/-/user/:id{org\\.couchdb\\.user:[^/]+}/-rev/:rev', putUser);

  app.post('/-/v1/login', (c) => {
    const { loginId, doneId } = webLogins.begin(c.env.address);
    const at = (path: string): string => new URL(`-/v1/login/${path}`, url).href;
    return jsonResponse({ loginUrl: at(`page/${loginId}`), doneUrl: at(`done/${doneId}`) });
  });
  app.get('/-/v1/login/done/:id', (c) => {
    const token = webLogins.collect(c.req.param('id'));
    return token === undefined
      ? jsonResponse({}, { status: 202, headers: { 'retry-after': '2' } })
      : jsonResponse({ token });
  });
  app.get('/-/v1/login/page/:id', (c) =>
    loginPage({ pending: webLogins.find(c.req.param('id')), fault: undefined }),
  );
  app.post('/-/v1/login/page/:id', async (c) => {
    const id = c.req.param('id');
    const pending = webLogins.find(id);
    const form = await readForm(c.req.raw, { ...limits, maxBytes: maxForm });
    try {
      const account = await logIn({
        login: form.get('login') ?? '',
        password: form.get('password') ?? '',
        address: c.env.address,
      });
      const { token } = await accounts.createToken({ login: account.login, kind: 'login' });
      webLogins.complete(id, token);
      return await loginPage({ done: account.login });
    } catch (error) {
      if (!(error instanceof StillpackError)) throw error;
      return await loginPage({ pending, fault: error });
    }
  });
}

/** GET /-/whoami, GET /-/user/org.couchdb.user:<user>, DELETE /-/user/token/<token> */
export function addSessionRoutes(app: GatewayApp, context: GatewayContext): void {
  const { accounts } = context;

  app.get('/-/whoami', (c) => {
    const principal = c.get('principal');
    if (principal.kind === 'anonymous') throw unauthenticated();
    return jsonResponse({ username: principal.login });
  });

  app.get('/-/user/:id{org\\.couchdb\\.user:.+}', async (c) => {
    const login = loginIn(c);
    // `npm owner add` asks.
    const { user } = await readKnownUser(context, { login, principal: c.get('principal') });
    return jsonResponse({
      _id: `org.couchdb.user:${login}`,
      name: login,
      email: user?.email ?? '',
    });
  });

  app.delete('/-/user/token/:token', async (c) => {
    const principal = c.get('principal');
    if (principal.kind === 'anonymous') throw unauthenticated();
    const named = c.req.param('token');
    // Any token may end itself; what ends others may also make them.
    const key = (await accounts.findToken(named))?.key ?? named;
    if (key !== principal.token?.key) writerOf(principal);
    await accounts.revokeToken(principal.login, key);
    return jsonResponse({ ok: true });
  });
}

/** Whether this is somebody new, and the registry lets anybody in. */
async function maySignUp(
  { registry, accounts }: GatewayContext,
  login: UserName,
): Promise<boolean> {
  const { config } = await registry.view();
  return config.gateway.signUp && (await accounts.findUser(login)) === undefined;
}

/** An account, and the profile in git that makes its name known. */
async function signUp(
  { registry, accounts }: GatewayContext,
  { login, password, email }: { login: UserName; password: string; email: string | undefined },
): Promise<Account> {
  const served = await registry.view();
  await refuseClaimed(served, login);
  const account = await accounts.addUser({ login, password, email });
  try {
    await registry.change({
      author: email === undefined ? withoutAddress(login) : { name: login, email },
      place: profilesPlace,
      plan: async (view) => {
        if (view.commit !== served.commit) await refuseClaimed(view, login);
        return planProfile({
          user: await readHeldUser(view, login),
          edit: { email: email ?? '' },
          taken: await takenAddresses(view, login),
        });
      },
    });
  } catch (error) {
    // Nothing was changed in git: whoever was refused can try again with another address.
    await accounts.removeUser(login);
    throw error;
  }
  return account;
}

function loginIn(c: GatewayRequest): UserName {
  return parseUserName((c.req.param('id') ?? '').replace(/^org\.couchdb\.user:/, ''));
}

function emailIn(body: JsonObject): string | undefined {
  const email = own(body, 'email');
  return typeof email === 'string' && email !== '' ? email : undefined;
}

function nameMismatch(): StillpackError {
  return new StillpackError('BODY_INVALID', '"name" is not the user of the URL.', {
    hint: 'Run `npm login`.',
  });
}
