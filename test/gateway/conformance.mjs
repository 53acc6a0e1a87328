// A conformance run: the end-to-end suite that Verdaccio's authors keep for npm registries of any kind
// (@verdaccio/e2e-cli), with every client that it drives, pointed at a gateway. Everything that it installs it has
// published before. What of it needs a proxy to another registry is left out by the suite itself.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, realpathSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { createDesk, logIn, program } from './desk.mjs';
import { toolPrograms } from './tools.mjs';

/** By the names that the suite has for the clients. */
const clients = [
  ['npm', 'npm-11'],
  ['npm', 'npm-10'],
  ['pnpm', 'pnpm-12'],
  ['yarn-modern', 'yarn-4'],
  ['bun', 'bun'],
  ['deno', 'deno'],
];
/**
 * package-names also publishes a name that begins with a hyphen, which npm 11 takes for none; the clients' own suite
 * (test/clients-write/unusual-names.test.ts) has its other names.
 */
const skipped = ['package-names'];
/** Verdaccio's plug-ins give yarn these commands; the npm registry does not have them. */
const skippedForYarn = ['deprecate', 'login', 'ping'];
/** In which the suite begins packages. */
const scopes = ['verdaccio', 'foo'];
const moreOptions = process.argv.slice(2);

const desk = createDesk({ settings: { signUp: true, newScopes: 'users' } });
const port = await freePort();
// The suite hands its tokens to `localhost` alone.
const url = `http://localhost:${port}/`;
const gateway = await desk.start('gateway', { port, options: ['--url', url] });
const token = await logIn(url);
for (const scope of scopes) await foundOrganisation(scope);

const outcomes = [await runLogins()];
for (const [name, tool] of clients) outcomes.push(await runSuite(name, tool));

const metrics = await (await fetch(`${url}-/metrics`)).text();
assert.deepEqual(metrics.match(/^stillpack_http_requests_total\{.*status="5.*$/gm), null);
gateway.child.kill('SIGTERM');
assert.equal(await gateway.ended, 0);
desk.git(desk.remote, 'fsck', '--full', '--strict');
const out = path.join(desk.folder, 'out');
desk.run('node', [program, 'build', '--repo', desk.remote, '--out', out]);
desk.run('node', [program, 'verify', out]);
const commits = desk.git(desk.remote, 'rev-list', '--count', 'main').trim();
console.log(`\n${commits} commits, built and verified in ${desk.folder}`);
for (const { title, line } of outcomes) console.log(`${title}: ${line}`);
process.exitCode = outcomes.every(({ code }) => code === 0) ? 0 : 1;

async function foundOrganisation(scope) {
  const response = await fetch(`${url}-/org/${scope}/user`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ user: 'mira', role: 'owner' }),
  });
  assert.equal(response.status, 200, await response.text());
}

/** The suite's own imitation of how npm, yarn and pnpm log in with a password; its test of it needs yarn's plug-in. */
async function runLogins() {
  const suite = realpathSync(path.join(toolPrograms('verdaccio-e2e'), 'verdaccio-e2e'));
  const file = path.join(suite, '../../build/esm/utils/registry-client.js');
  const { createUser, legacyLogin, whoami } = await import(pathToFileURL(file).href);
  const registry = url.replace(/\/$/, '');
  const password = 'retry-password-123';
  let passed = 0;
  for (const client of ['npm', 'yarn', 'pnpm']) {
    const [known, unknown] = [`known-${client}`, `new-${client}`];
    await createUser(registry, known, password);
    assert.equal(
      await whoami(registry, await legacyLogin(registry, known, password, client)),
      known,
    );
    assert.equal(
      await whoami(registry, await legacyLogin(registry, unknown, password, client)),
      unknown,
    );
    await assert.rejects(legacyLogin(registry, known, 'wrong-password', client), { status: 401 });
    passed += 3;
  }
  return { title: 'logins', line: `${passed} passed`, code: 0 };
}

async function runSuite(name, tool) {
  const [temporary, home] = ['tmp', 'home'].map((kind) =>
    path.join(desk.folder, `${tool}-${kind}`),
  );
  for (const folder of [temporary, home]) mkdirSync(folder);
  const suite = path.join(toolPrograms('verdaccio-e2e'), 'verdaccio-e2e');
  const client = path.join(toolPrograms(tool), tool.replace(/-\d+$/, ''));
  const child = spawn(
    'node',
    [
      ...[suite, '--registry', url, '--token', token, '--pm', `${name}=${client}`],
      ...['--timeout', '180000'],
      ...[...skipped, ...(tool === 'yarn-4' ? skippedForYarn : [])].flatMap((test) => [
        '--skip-test',
        test,
      ]),
      ...moreOptions,
    ],
    {
      env: {
        PATH: [toolPrograms('node-24'), '/usr/bin', '/bin'].join(':'),
        HOME: home,
        TMPDIR: temporary,
        NPM_CONFIG_UPDATE_NOTIFIER: 'false',
        // Else yarn asks for restricted access to all that is in a scope, and the static host keeps nobody out.
        YARN_NPM_PUBLISH_ACCESS: 'public',
        // Checks that are right by npm's contract, and that Verdaccio itself does not pass yet.
        E2E_PENDING_CONTRACT_CHECKS: 'true',
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  let output = '';
  child.stdout.on('data', (text) => {
    output += text;
    process.stdout.write(text);
  });
  const [code] = await once(child, 'close');
  // eslint-disable-next-line no-control-regex -- the colours of a terminal
  const plain = output.replaceAll(/\u001B\[\d+m/g, '');
  const line = /\d+ passed, \d+ failed, \d+ skipped/.exec(plain)?.[0] ?? 'no summary';
  return { title: tool, line, code };
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port: free } = server.address();
  server.close();
  return free;
}
