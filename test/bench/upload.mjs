// What an upload costs on the wire against a clone of the same registry. By hand:
//   npm run build && node test/bench/upload.mjs [--packages 10000] [--bytes 200000] [--dir /dev/shm]
import { execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import http from 'node:http';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { URL } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { Header } from 'tar';
import { gzipSync } from 'node:zlib';

const run = promisify(execFile);
const program = path.resolve(import.meta.dirname, '../../dist/cli/main.cjs');
const { values } = parseArgs({
  options: {
    packages: { type: 'string', default: '10000' },
    bytes: { type: 'string', default: '200000' },
    dir: { type: 'string', default: '/dev/shm' },
  },
});
const packages = Number(values.packages);
const bytes = Number(values.bytes);
const scopes = 20;

const env = (home) => ({ PATH: process.env.PATH, HOME: home, GIT_CONFIG_NOSYSTEM: '1' });

/** Half of the names are scoped. */
function nameOf(index) {
  const number = String(index).padStart(5, '0');
  return index % 2 === 0
    ? `some-package-${number}`
    : `@scope-${String((index >> 1) % scopes).padStart(2, '0')}/package-${number}`;
}

/** Of about `bytes`, which no compression makes fewer. */
function tarballOf(name, version) {
  const entry = (file, body) => {
    const block = Buffer.alloc(512);
    new Header({ path: `package/${file}`, size: body.length, mode: 0o644 }).encode(block);
    return [block, body, Buffer.alloc((512 - (body.length % 512)) % 512)];
  };
  const manifest = Buffer.from(JSON.stringify({ name, version }));
  const tar = [...entry('package.json', manifest), ...entry('data.bin', randomBytes(bytes))];
  return gzipSync(Buffer.concat([...tar, Buffer.alloc(1024)]), { level: 1 });
}

async function makeRegistry(gitDir, home) {
  await run('git', ['init', '-q', '--bare', '-b', 'main', gitDir], { env: env(home) });
  const args = ['-c', 'core.bigFileThreshold=1k', 'fast-import', '--quiet', '--depth=0'];
  const child = spawn('git', args, { cwd: gitDir, env: env(home), stdio: ['pipe', 'inherit', 2] });
  const send = async (data) => child.stdin.write(data) || once(child.stdin, 'drain');
  const file = async (name, body) => {
    await send(`M 100644 inline ${name}\ndata ${body.length}\n`);
    await send(body);
    await send('\n');
  };
  const who = 'Mira <mira@acme.example> 1700000000 +0000';
  await send(`commit refs/heads/main\nauthor ${who}\ncommitter ${who}\ndata 5\nbegin\n`);
  const config = { url: 'https://npm.acme.example/', host: 'static' };
  await file('stillpack.json', Buffer.from(`${JSON.stringify(config)}\n`));
  await file('.gitattributes', Buffer.from('*.tgz -text -diff\n'));
  for (let index = 0; index < packages; index += 1) {
    const name = nameOf(index);
    const base = name.slice(name.indexOf('/') + 1);
    await file(`packages/${name}/${base}-1.0.0.tgz`, randomBytes(bytes));
  }
  child.stdin.end();
  await once(child, 'close');
  const settings = { 'uploadpack.allowFilter': 'true', 'http.receivepack': 'true' };
  for (const [key, value] of Object.entries(settings)) {
    await run('git', ['config', key, value], { cwd: gitDir, env: env(home) });
  }
}

/** `git http-backend`, which counts what goes through its sockets. */
async function serve(folder, home) {
  const count = { sent: 0, received: 0, requests: 0 };
  const server = http.createServer((request, response) => {
    count.requests += 1;
    const { pathname, searchParams } = new URL(request.url, 'http://localhost');
    const { headers } = request;
    const child = spawn('git', ['http-backend'], {
      env: {
        ...env(home),
        GIT_PROJECT_ROOT: folder,
        GIT_HTTP_EXPORT_ALL: '1',
        PATH_INFO: pathname,
        QUERY_STRING: searchParams.toString(),
        REQUEST_METHOD: request.method,
        ...(headers['content-type'] && { CONTENT_TYPE: headers['content-type'] }),
        ...(headers['content-encoding'] && { HTTP_CONTENT_ENCODING: headers['content-encoding'] }),
        ...(headers['git-protocol'] && { GIT_PROTOCOL: headers['git-protocol'] }),
      },
    });
    request.pipe(child.stdin);
    let head = Buffer.alloc(0);
    const onData = (chunk) => {
      head = Buffer.concat([head, chunk]);
      const end = head.indexOf('\r\n\r\n');
      if (end === -1) return;
      child.stdout.off('data', onData);
      for (const line of head.subarray(0, end).toString().split('\r\n')) {
        const [name, value] = line.split(/:\s*/, 2);
        if (name === 'Status') response.statusCode = Number.parseInt(value, 10);
        else response.setHeader(name, value);
      }
      response.write(head.subarray(end + 4));
      child.stdout.pipe(response);
    };
    child.stdout.on('data', onData);
  });
  server.on('connection', (socket) => {
    socket.on('close', () => {
      count.sent += socket.bytesWritten;
      count.received += socket.bytesRead;
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { url: `http://127.0.0.1:${server.address().port}`, count, server };
}

/** Bytes both ways, and seconds. Connections of the client end with it. */
async function measure({ count }, what) {
  Object.assign(count, { sent: 0, received: 0, requests: 0 });
  const start = performance.now();
  const printed = await what();
  const seconds = (performance.now() - start) / 1000;
  await setTimeout(100);
  return { ...count, seconds, printed };
}

function print(label, { sent, received, requests, seconds }, tarball = 0) {
  const besides = sent + received - tarball;
  const figures = [
    `${besides} bytes${tarball === 0 ? '' : ' besides the tarball'}`,
    `${sent} from the remote, ${received} to it`,
    `${requests} requests`,
    `${seconds.toFixed(2)} s`,
  ];
  console.log(`${label}: ${figures.join(' · ')}`);
}

const folder = await mkdtemp(path.join(values.dir, 'stillpack-upload-'));
try {
  const gitDir = path.join(folder, 'registry.git');
  const started = performance.now();
  await makeRegistry(gitDir, folder);
  const took = ((performance.now() - started) / 1000).toFixed(0);
  console.log(`${packages} packages of ${bytes} bytes, made in ${took} s`);
  const served = await serve(folder, folder);
  const remote = `${served.url}/registry.git`;
  const upload = async (label, name, version) => {
    const tarball = tarballOf(name, version);
    await writeFile(path.join(folder, 'new.tgz'), tarball);
    const args = [program, 'upload', 'new.tgz', '--to', remote, '--branch', 'main'];
    const options = { cwd: folder, env: { ...env(folder), TMPDIR: folder } };
    print(label, await measure(served, () => run(process.execPath, args, options)), tarball.length);
  };
  await upload('upload of an existing scoped package', nameOf(packages - 1), '2.0.0');
  await upload('upload of a new unscoped package', 'entirely-new', '1.0.0');
  await upload('upload of a new scoped package', '@scope-07/entirely-new', '1.0.0');
  const clone = path.join(folder, 'clone');
  const args = ['clone', '-q', remote, clone];
  print('git clone', await measure(served, () => run('git', args, { env: env(folder) })));
  served.server.close();
  served.server.closeAllConnections();
} finally {
  await rm(folder, { recursive: true, force: true });
}
