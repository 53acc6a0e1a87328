#!/usr/bin/env node
import { StillpackError } from '../src/errors.ts';
import { programVersion } from '../src/program.ts';
import { parseArgs } from './args.ts';
import { type Io, processIo } from './io.ts';
import { printBug, printJson, printRefusal, printUsageError } from './report.ts';

async function main(argv: readonly string[], io: Io): Promise<number> {
  const parsed = await parseArgs(argv, programVersion);
  if ('usageError' in parsed) {
    const message = parsed.usageError;
    if (parsed.json) printJson(io, { ok: false, error: { code: 'USAGE', message } });
    printUsageError(io, message);
    return 2;
  }
  if ('help' in parsed) {
    io.stdout(`${parsed.help}\n`);
    return 0;
  }
  const { run, whenRefused, failure = 1 } = parsed.invocation;
  try {
    return await run(io);
  } catch (error) {
    if (!(error instanceof StillpackError)) throw error;
    const { code, message, hint, path, problems, exitCode } = error;
    if (parsed.json) {
      printJson(io, { ok: false, ...whenRefused, error: { code, message, hint, path, problems } });
    }
    printRefusal(io, error);
    return exitCode === 1 ? failure : exitCode;
  }
}

async function run(): Promise<void> {
  const io = processIo();
  try {
    process.exitCode = await main(process.argv.slice(2), io);
  } catch (error) {
    printBug(io, error);
    process.exitCode = 1;
  }
}

void run();
