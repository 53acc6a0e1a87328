#!/usr/bin/env node
import { programVersion, StillpackError } from '../src/index.ts';
import { parseArgs } from './args.ts';
import { type Io, processIo } from './io.ts';
import { printBug, printJson, printLine, printRefusal } from './report.ts';

async function main(argv: readonly string[], io: Io): Promise<number> {
  const parsed = await parseArgs(argv, programVersion);
  if ('usageError' in parsed) {
    printLine(io, parsed.usageError);
    printLine(
      io,
      '→ `stillpack --help` shows every command, `stillpack <command> --help` its options.',
    );
    return 2;
  }
  if ('help' in parsed) {
    io.stdout(`${parsed.help}\n`);
    return 0;
  }
  return parsed.invocation(io);
}

const io = processIo();
try {
  process.exitCode = await main(process.argv.slice(2), io);
} catch (error) {
  if (error instanceof StillpackError) {
    const { code, message, hint, path, problems } = error;
    if (process.argv.includes('--json')) {
      printJson(io, {
        ok: false,
        deployable: false,
        error: { code, message, hint, path, problems },
      });
    }
    printRefusal(io, error);
    process.exitCode = error.exitCode;
  } else {
    printBug(io, error);
    process.exitCode = 1;
  }
}
