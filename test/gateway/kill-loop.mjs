// kill -9 at random moments under write load: nothing acknowledged is missing, nothing half-written is visible.
import assert from 'node:assert/strict';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createDesk, logIn, program, put } from './desk.mjs';
import { publishDocument } from './publish-document.mjs';

const rounds = Number(process.argv[2] ?? 100);
const writers = 6;
const desk = createDesk();
const acknowledged = new Map();
let next = 0;
for (let round = 0; round < rounds; round += 1) {
  const gateway = await desk.start('gateway');
  const token = await logIn(gateway.url);
  await checkAll(gateway.url, [...acknowledged].slice(-40));
  let stopped = false;
  const load = Array.from({ length: writers }, async () => {
    while (!stopped) {
      const number = next++;
      const document = publishDocument(`pkg-${number % 17}-x`, `1.${number}.0`, {
        size: number % 9 === 0 ? 2_000_000 : 300,
      });
      try {
        const { status, body } = await put(gateway.url, token, document);
        if (status === 201) acknowledged.set(`${document.name}@1.${number}.0`, document);
        else if (!stopped) throw new Error(`${status} ${body}`);
      } catch (error) {
        if (!stopped && error.cause === undefined) throw error;
        return;
      }
    }
  });
  await pause(200 + Math.random() * 2500);
  stopped = true;
  gateway.child.kill('SIGKILL');
  await Promise.all([...load, gateway.ended]);
  desk.git(path.join(gateway.data, 'registry.git'), 'fsck', '--full', '--no-dangling');
  desk.git(desk.remote, 'fsck', '--full', '--no-dangling');
  if ((round + 1) % 10 === 0) console.log(`${round + 1} rounds, ${acknowledged.size} acknowledged`);
}
const gateway = await desk.start('gateway');
await checkAll(gateway.url, [...acknowledged]);
const out = path.join(desk.folder, 'out');
desk.run('node', [program, 'build', '--repo', desk.remote, '--out', out]);
desk.run('node', [program, 'verify', out]);
gateway.child.kill('SIGTERM');
assert.equal(await gateway.ended, 0);
console.log(`ok: ${rounds} rounds, ${acknowledged.size} acknowledged`, desk.folder);

/** Each is there, with its own bytes, and in the packument. */
async function checkAll(url, documents) {
  for (const [spec, document] of documents) {
    const [version] = Object.keys(document.versions);
    const packument = await (await fetch(`${url}${document.name}`)).json();
    assert.equal(
      packument.versions?.[version]?.dist.integrity,
      document.versions[version].dist.integrity,
      spec,
    );
    const tarball = await fetch(
      packument.versions[version].dist.tarball.replace(/^http:\/\/[^/]+\//, url),
    );
    const bytes = Buffer.from(await tarball.arrayBuffer());
    const [attachment] = Object.values(document._attachments);
    assert.ok(bytes.equals(Buffer.from(attachment.data, 'base64')), `${spec}: other bytes`);
  }
}
