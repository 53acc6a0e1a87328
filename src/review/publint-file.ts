import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

/** The module that a thread loads. A bundle says so otherwise: it has the module beside it. */
export const publintFile: string = pathToFileURL(
  createRequire(import.meta.url).resolve('publint'),
).href;
