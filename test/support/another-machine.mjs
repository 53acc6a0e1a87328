// Preloaded into a build (node --import): another clock, and folders listed in another order.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const shift = 1000 * 60 * 60 * 24 * 365 * 7;
const RealDate = Date;
globalThis.Date = class extends RealDate {
  constructor(...args) {
    super(...(args.length === 0 ? [RealDate.now() + shift] : args));
  }
  static now() {
    return RealDate.now() + shift;
  }
};

const { readdir } = fs.promises;
fs.promises.readdir = async (...args) => (await readdir(...args)).reverse();
syncBuiltinESMExports();
