// Builds the registry given as JSON into a folder with the compiled program, and kills itself at its n-th operation
// on the disk: before it, or in the middle of a write. Arguments: folder, JSON of a registry, n (0: never).
// Prints the number of operations.
import { Buffer } from 'node:buffer';
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import process from 'node:process';
import { dieAt } from './die-at.mjs';

const [, , dir, json, deadline] = process.argv;
const { isDue, die, count } = dieAt(deadline);

const operationNames = ['chmod', 'mkdir', 'mkdtemp', 'rename', 'rm', 'rmdir', 'unlink'];
for (const name of operationNames) {
  const [original, originalSync] = [fs.promises[name], fs[`${name}Sync`]];
  fs.promises[name] = (...args) => (isDue() ? die() : original(...args));
  fs[`${name}Sync`] = (...args) => (isDue() ? die() : originalSync(...args));
}
const { openSync, writeFileSync } = fs;
fs.openSync = (path, flags, ...rest) =>
  flags === 'wx' && isDue() ? die() : openSync(path, flags, ...rest);
fs.writeFileSync = (file, bytes, ...rest) => {
  if (!isDue()) return writeFileSync(file, bytes, ...rest);
  writeFileSync(file, bytes.subarray(0, Math.ceil(bytes.length / 2)), ...rest);
  return die();
};
const { open } = fs.promises;
fs.promises.open = async (path, flags, ...rest) => {
  if (flags !== 'wx') return open(path, flags, ...rest);
  if (isDue()) return die();
  const handle = await open(path, flags, ...rest);
  const { writeFile } = handle;
  handle.writeFile = async (bytes) => {
    if (!isDue()) return writeFile.call(handle, bytes);
    await handle.write(bytes, 0, Math.ceil(bytes.length / 2));
    return die();
  };
  return handle;
};
syncBuiltinESMExports();

const { openOutput } = await import('../../dist/src/write/open-output.js');
const { record, packages, registry } = JSON.parse(json);
const revive = (file) => ({ ...file, date: new Date(file.date), body: Buffer.from(file.body) });
const folder = await openOutput(dir);
for (const [name, files] of packages) await folder.writePackage(name, files.map(revive));
await folder.removeOthers();
await folder.writeRegistry(registry.map(revive));
await folder.finish(record);
process.stdout.write(String(count()));
