// Preloaded into superstatic: its optional `re2` is native code that few machines can build, and re2-wasm, which
// is installed under that name, exports the same class under a name of its own.
import { createRequire } from 'node:module';
import process from 'node:process';

const require = createRequire(process.argv[1]);
const { RE2 } = require('re2');
require.cache[require.resolve('re2')].exports = RE2;
