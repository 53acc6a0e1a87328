// 200 publishes of 50 packages at once, through two gateways on one bare remote.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createDesk, logIn, put } from './desk.mjs';
import { publishDocument } from './publish-document.mjs';

const packages = 50;
const versions = 4;
const desk = createDesk();
const gateways = await Promise.all(['one', 'two'].map((name) => desk.start(name)));
const tokens = await Promise.all(gateways.map(({ url }) => logIn(url)));

const began = performance.now();
const wanted = [];
for (let version = 0; version < versions; version += 1) {
  for (let index = 0; index < packages; index += 1)
    wanted.push([
      `pkg-${'abcdefghijklmnopqrstuvwxy'[index % 25]}${index < 25 ? '' : 'z'}q${index}`,
      `1.${version}.0`,
    ]);
}
const statuses = {};
const accepted = [];
await Promise.all(
  wanted.map(async ([name, version], index) => {
    const which = index % 2;
    for (let attempt = 0; attempt < 50; attempt += 1) {
      const { status, body } = await put(
        gateways[which].url,
        tokens[which],
        publishDocument(name, version),
      );
      statuses[status] = (statuses[status] ?? 0) + 1;
      if (status === 201) {
        accepted.push(`${name}@${version}`);
        return;
      }
      if (status !== 503) throw new Error(`${name}@${version}: ${status} ${body}`);
    }
    throw new Error(`${name}@${version} was never accepted`);
  }),
);
const seconds = (performance.now() - began) / 1000;
console.log(`${accepted.length} accepted in ${seconds.toFixed(1)} s`, statuses);

const log = desk.git(desk.remote, 'log', '--format=%s', 'main').split('\n');
for (const spec of accepted) {
  const times = log.filter((line) => line === `npm publish ${spec}`).length;
  assert.equal(times, 1, `${spec} is ${times} times in the log`);
}
desk.git(desk.remote, 'fsck', '--full', '--strict');
for (const { data } of gateways)
  desk.git(path.join(data, 'registry.git'), 'fsck', '--full', '--strict');

const project = mkdtempSync(path.join(desk.folder, 'project-'));
const dependencies = Object.fromEntries(
  accepted.map((spec) => [`${spec.replaceAll(/[@.]/g, '-')}`, `npm:${spec}`]),
);
writeFileSync(
  path.join(project, 'package.json'),
  JSON.stringify({ name: 'project', version: '1.0.0', dependencies }),
);
writeFileSync(
  path.join(project, '.npmrc'),
  `registry=${gateways[1].url}\naudit=false\nfund=false\n`,
);
// A gateway learns of the other's commits when it writes, or looks.
const token = await logIn(gateways[1].url);
const last = await put(gateways[1].url, token, publishDocument('last-of-all', '1.0.0'));
assert.equal(last.status, 201, last.body);
execFileSync('npm', ['install', '--no-progress'], {
  cwd: project,
  stdio: 'inherit',
  env: { ...process.env, HOME: desk.folder },
});
for (const { child, ended } of gateways) {
  child.kill('SIGTERM');
  assert.equal(await ended, 0);
}
console.log('ok', desk.folder);
