import type { Command } from '../command.ts';
import { arrow, printLine } from '../report.ts';
import { textOption } from '../text-option.ts';
import { type ChangeArgs, changeOptions, changeOptionsOf, reportChange } from './change-options.ts';
import { type SpecArgs, specPosition } from './positions.ts';

interface UnpublishArgs extends ChangeArgs, SpecArgs {
  readonly reason: string | undefined;
  readonly force: boolean;
}

export const unpublishCommand: Command<UnpublishArgs> = {
  usage: 'unpublish <spec>',
  summary:
    'Take a version, or a package, out of the registry for ever; the history keeps its bytes',
  examples: [
    ['unpublish @acme/ui@1.0.1 --reason "built from the wrong branch"', 'one version'],
    ['unpublish @acme/ui --force', 'all versions'],
  ],
  options: (yargs) =>
    specPosition(changeOptions(yargs), 'the package, and behind an @ one version of it')
      .option(
        'reason',
        textOption({ describe: 'kept in meta.json and in the commit, for everybody to read' }),
      )
      .option('force', {
        type: 'boolean',
        default: false,
        describe: 'needed for a whole package, or for its last version',
      }),
  run: async (args, io) => {
    const { unpublish } = await import('../../src/verbs/unpublish.ts');
    const { spec, reason, force } = args;
    const report = await unpublish({ ...changeOptionsOf(args, io), spec, reason, force });
    const code = reportChange(io, report, args);
    if (report.removed.length > 0) {
      const stay = 'who can read the repository can still take them from its history';
      printLine(io, arrow, `the bytes stay: ${stay}; \`stillpack purge ${spec}\` takes them out`);
    }
    return code;
  },
};
