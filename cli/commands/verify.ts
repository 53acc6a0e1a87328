import type { Command } from '../command.ts';
import { resolvePath } from '../locations.ts';
import { createProgressDisplay } from '../progress.ts';
import { count, paint, printJson, printLine } from '../report.ts';
import { type BuiltFolderArgs, builtFolderOptions } from './built-folder-options.ts';

export const verifyCommand: Command<BuiltFolderArgs> = {
  usage: 'verify <dir>',
  summary: 'Read a built folder again as a stranger, and check every promise it makes',
  examples: [['verify public', 'every packument, tarball, tag, date and manifest']],
  options: (yargs) => builtFolderOptions(yargs),
  run: async (args, io) => {
    const { verify } = await import('../../src/verify/verify.ts');
    const progress = createProgressDisplay(io);
    const report = await verify({
      dir: resolvePath(io, args.dir),
      onProgress: progress.onProgress,
    }).finally(progress.stop);
    const ok = report.findings.length === 0;
    if (args.json) printJson(io, { ok, ...report, seconds: progress.seconds() });
    else {
      for (const { code, path, message } of report.findings) {
        printLine(io, paint('red', 'error'), paint('bold', code), path);
        printLine(io, ' ', message);
      }
      for (const { code, path, message } of report.warnings) {
        printLine(io, paint('yellow', 'warning'), paint('bold', code), path);
        printLine(io, ' ', message);
      }
      printLine(
        io,
        ok ? paint('green', 'verified') : paint('red', count(report.findings.length, 'finding')),
        `${count(report.packages, 'package')}, ${count(report.versions, 'version')}`,
      );
      if (!report.recorded) {
        printLine(io, 'no record of a build: stray and missing files may have gone unnoticed');
      }
      if (report.elsewhere > 0) {
        const lie = report.elsewhere === 1 ? 'lies elsewhere and was' : 'lie elsewhere and were';
        printLine(io, `${count(report.elsewhere, 'tarball')} ${lie} not checked`);
      }
    }
    return ok ? 0 : 1;
  },
};
