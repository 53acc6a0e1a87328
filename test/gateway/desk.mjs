// A bare registry repository and gateways in front of it, for the scripts that are run by hand.
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

export const program = path.resolve(import.meta.dirname, '../../dist/cli/main.cjs');
const env = { PATH: process.env.PATH, HOME: undefined, STILLPACK_PASSWORD: 'correct-horse-1' };

/** `settings` are those of "gateway" in stillpack.json. */
export function createDesk({ settings } = {}) {
  const folder = mkdtempSync(
    path.join(process.env.STILLPACK_TEST_DIR ?? tmpdir(), 'stillpack-gateway-'),
  );
  const home = path.join(folder, 'home');
  mkdirSync(home);
  const run = (command, args, options = {}) =>
    execFileSync(command, args, {
      env: { ...env, HOME: home },
      encoding: 'utf8',
      stdio: ['pipe', 'pipe', 'pipe'],
      ...options,
    });
  const git = (repo, ...args) => run('git', ['-C', repo, ...args]);
  const remote = path.join(folder, 'remote.git');
  run('git', ['init', '-q', '--bare', '-b', 'main', remote]);
  const seed = path.join(folder, 'seed');
  run('git', ['clone', '-q', remote, seed]);
  git(seed, 'config', 'user.email', 'root@acme.example');
  git(seed, 'config', 'user.name', 'root');
  git(seed, 'checkout', '-q', '-b', 'main');
  run('node', [program, 'init', seed, '--url', 'http://127.0.0.1:1/', '--host', 'nginx']);
  if (settings !== undefined) {
    const file = path.join(seed, 'stillpack.json');
    const config = JSON.parse(readFileSync(file, 'utf8'));
    writeFileSync(file, JSON.stringify({ ...config, gateway: settings }));
    git(seed, 'commit', '-qam', 'Set up the gateway');
  }
  git(seed, 'push', '-q', 'origin', 'main');
  const users = path.join(folder, 'users.json');
  run('node', [program, 'user', 'add', 'mira', '--users', users]);
  return {
    folder,
    remote,
    seed,
    git,
    run,
    /** Resolves once it listens. */
    start: (name, options) => startGateway({ folder, home, remote, users, name, ...options }),
  };
}

function startGateway({ folder, home, remote, users, name, port = 0, options = [] }) {
  const data = path.join(folder, name);
  const args = [
    'gateway',
    '--repo',
    remote,
    '--listen',
    `127.0.0.1:${port}`,
    '--data',
    data,
    '--users',
    users,
    '--json',
    ...options,
  ];
  const child = spawn('node', [program, ...args], {
    env: { ...env, HOME: home },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let errors = '';
  child.stderr.on('data', (text) => {
    errors = (errors + text).slice(-20_000);
  });
  const ended = new Promise((resolve) => child.once('close', resolve));
  return new Promise((resolve, reject) => {
    let text = '';
    child.stdout.on('data', (chunk) => {
      text += chunk;
      if (!text.includes('}')) return;
      resolve({ url: JSON.parse(text).url, child, ended, data, errors: () => errors });
    });
    void ended.then((code) => reject(new Error(`gateway ${name} ended with ${code}: ${errors}`)));
  });
}

export async function logIn(url, user = 'mira') {
  const response = await fetch(`${url}-/user/org.couchdb.user:${user}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: user, password: 'correct-horse-1' }),
  });
  const { token, error } = await response.json();
  if (token === undefined) throw new Error(`login: ${response.status} ${error}`);
  return token;
}
