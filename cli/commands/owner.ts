import type { Argv } from 'yargs';
import type { CommandGroup } from '../command.ts';
import { changeCommand } from './change-command.ts';
import { listCommand } from './list-command.ts';
import { type PackageArgs, packagePosition } from './positions.ts';

const verbs = () => import('../../src/verbs/owners.ts');

export const ownerGroup: CommandGroup = {
  name: 'owner',
  summary: 'Add, remove and list those who may publish a package',
  examples: [
    ['owner add jo @acme/ui', 'a user'],
    ['owner add acme:platform @acme/ui', 'every member of a team'],
    ['owner rm jo @acme/ui', 'as npm owner rm does'],
    ['owner ls @acme/ui', 'who they are'],
  ],
  register: (add) => {
    add(addOwnerCommand);
    add(removeOwnerCommand);
    add(listOwnersCommand);
  },
};

interface OwnerArgs extends PackageArgs {
  readonly owner: string;
}

function ownerOptions<Args>(yargs: Argv<Args>): Argv<Args & OwnerArgs> {
  return packagePosition(
    yargs.positional('owner', {
      type: 'string',
      demandOption: true,
      describe: 'a user, or a team such as acme:platform',
    }),
  );
}

const addOwnerCommand = changeCommand<OwnerArgs>({
  usage: 'add <owner> <pkg>',
  summary: 'Add an owner',
  examples: [
    ['owner add jo @acme/ui', 'a user'],
    ['owner add acme:platform @acme/ui', 'every member of a team'],
  ],
  options: ownerOptions,
  change: async (options, { owner, pkg }) => (await verbs()).addOwner({ ...options, owner, pkg }),
});

const removeOwnerCommand = changeCommand<OwnerArgs>({
  usage: 'rm <owner> <pkg>',
  summary: 'Remove an owner; the last one stays',
  examples: [['owner rm jo @acme/ui', 'as npm owner rm does']],
  options: ownerOptions,
  change: async (options, { owner, pkg }) =>
    (await verbs()).removeOwner({ ...options, owner, pkg }),
});

const listOwnersCommand = listCommand<PackageArgs>({
  usage: 'ls <pkg>',
  summary: 'List owners, teams replaced by their members',
  examples: [['owner ls @acme/ui', 'as npm owner ls does']],
  options: packagePosition,
  list: async (options, { pkg }) => {
    const report = await (await verbs()).listOwners({ ...options, pkg });
    const note =
      report.listed === undefined
        ? 'meta.json lists none: those who may write by a team, else who published'
        : `meta.json lists ${report.listed.join(', ')}`;
    return { json: { ...report }, rows: report.owners, note };
  },
});
