// Where a password comes from. Never from the command line, which every user of the machine can read.
import { StillpackError } from '../src/errors.ts';
import type { Io } from './io.ts';

const maxBytes = 10_000;

/**
 * $STILLPACK_PASSWORD, else what the person at the terminal types twice, else stdin without the line break at its end.
 * Throws PASSWORD_INVALID.
 */
export async function readPassword(io: Io): Promise<string> {
  const given = io.env['STILLPACK_PASSWORD'];
  if (given !== undefined) return given;
  return io.askSecret === undefined ? passwordFromStdin(io) : askTwice(io.askSecret);
}

async function askTwice(ask: NonNullable<Io['askSecret']>): Promise<string> {
  const password = await ask('Password: ');
  if (password !== '' && (await ask('The same again: ')) === password) return password;
  const what = password === '' ? 'Nothing was typed.' : 'The two are not the same.';
  throw new StillpackError('PASSWORD_INVALID', what, { hint: 'Run the command again.' });
}

async function passwordFromStdin(io: Io): Promise<string> {
  const bytes = await io.readStdin(maxBytes);
  const refuse = (what: string): never => {
    throw new StillpackError('PASSWORD_INVALID', `What came on stdin is ${what}.`, {
      hint: 'Write the password there, and nothing else, or set STILLPACK_PASSWORD.',
    });
  };
  if (bytes === undefined) return refuse('too long for a password');
  if (bytes.length === 0) return refuse('empty');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes).replace(/\r?\n$/, '');
  } catch {
    return refuse('not text in UTF-8');
  }
}
