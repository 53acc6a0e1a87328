import type { Command } from '../command.ts';
import { type ChangeArgs, changeOptions, changeOptionsOf, reportChange } from './change-options.ts';
import { type SpecArgs, specPosition } from './positions.ts';

const spec = 'the package, and behind an @ a version or range of it';

export const deprecateCommand: Command<ChangeArgs & SpecArgs & { readonly text: string }> = {
  usage: 'deprecate <spec> <text>',
  summary: 'Warn those who install a version or range; a range holds for versions to come, too',
  examples: [
    ['deprecate @acme/ui@1.0.0 "broken on Windows, use 1.0.1"', 'one version'],
    ['deprecate "@acme/ui@<2" "please upgrade"', 'a range'],
    ['deprecate @acme/ui "moved to @acme/kit"', 'all of it'],
  ],
  options: (yargs) =>
    specPosition(changeOptions(yargs), spec).positional('text', {
      type: 'string',
      demandOption: true,
      describe: 'what people read who install it',
    }),
  run: async (args, io) => {
    const { deprecate } = await import('../../src/verbs/deprecate.ts');
    const options = { ...changeOptionsOf(args, io), spec: args.spec, text: args.text };
    return reportChange(io, await deprecate(options), args);
  },
};

export const undeprecateCommand: Command<ChangeArgs & SpecArgs> = {
  usage: 'undeprecate <spec>',
  summary: 'Lift a deprecation',
  examples: [
    ['undeprecate @acme/ui@1.0.0', 'of one version, also where a range deprecates it'],
    ['undeprecate @acme/ui', 'of all'],
  ],
  options: (yargs) => specPosition(changeOptions(yargs), spec),
  run: async (args, io) => {
    const { undeprecate } = await import('../../src/verbs/deprecate.ts');
    const options = { ...changeOptionsOf(args, io), spec: args.spec };
    return reportChange(io, await undeprecate(options), args);
  },
};
