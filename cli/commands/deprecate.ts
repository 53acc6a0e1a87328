import type { Command } from '../command.ts';
import { changeCommand } from './change-command.ts';
import type { ChangeArgs } from './change-options.ts';
import { type SpecArgs, specPosition } from './positions.ts';

const verbs = () => import('../../src/verbs/deprecate.ts');
const what = 'the package, and behind an @ a version or range of it';

interface DeprecateArgs extends SpecArgs {
  readonly text: string;
}

export const deprecateCommand: Command<ChangeArgs & DeprecateArgs> = changeCommand({
  usage: 'deprecate <spec> <text>',
  summary: 'Warn those who install a version or range; a range holds for versions to come, too',
  examples: [
    ['deprecate @acme/ui@1.0.0 "broken on Windows, use 1.0.1"', 'one version'],
    ['deprecate "@acme/ui@<2" "please upgrade"', 'a range'],
    ['deprecate @acme/ui "moved to @acme/kit"', 'all of it'],
  ],
  options: (yargs) =>
    specPosition(yargs, what).positional('text', {
      type: 'string',
      demandOption: true,
      describe: 'what people read who install it',
    }),
  change: async (options, { spec, text }) => (await verbs()).deprecate({ ...options, spec, text }),
});

export const undeprecateCommand: Command<ChangeArgs & SpecArgs> = changeCommand({
  usage: 'undeprecate <spec>',
  summary: 'Lift a deprecation',
  examples: [
    ['undeprecate @acme/ui@1.0.0', 'of one version, also where a range deprecates it'],
    ['undeprecate @acme/ui', 'of all'],
  ],
  options: (yargs) => specPosition(yargs, what),
  change: async (options, { spec }) => (await verbs()).undeprecate({ ...options, spec }),
});
