// Adds users to an accounts file with the compiled program, and kills itself at its n-th operation on the disk: before
// it, or in the middle of a write. Arguments: file, prefix of the logins, how many, n (0: never).
// Prints each login when it is added.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import process from 'node:process';
import { dieAt } from './die-at.mjs';

const [, , file, prefix, count, deadline] = process.argv;
const { isDue, die } = dieAt(deadline);

for (const name of ['chmod', 'chown', 'mkdir', 'rename', 'rm', 'rmdir']) {
  for (const functions of [fs, fs.promises]) {
    const original = functions[name];
    functions[name] = (...args) => (isDue() ? die() : original(...args));
  }
}
const { open } = fs.promises;
fs.promises.open = async (path, flags, ...rest) => {
  if (flags === 'wx' && isDue()) return die();
  const handle = await open(path, flags, ...rest);
  if (flags !== 'wx') return handle;
  const { writeFile } = handle;
  handle.writeFile = async (text) => {
    if (!isDue()) return writeFile.call(handle, text);
    await handle.write(text.slice(0, Math.ceil(text.length / 2)));
    return die();
  };
  return handle;
};
syncBuiltinESMExports();

const { openAccounts } = await import('../../dist/src/accounts/accounts.js');
const accounts = await openAccounts({
  file,
  create: true,
  now: () => new Date(),
  cost: { N: 1024, r: 1, p: 1 },
});
for (let number = 0; number < Number(count); number++) {
  const { login } = await accounts.addUser({ login: `${prefix}${number}`, password: 'a long one' });
  process.stdout.write(`${login}\n`);
}
