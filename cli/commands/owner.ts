import type { Command, CommandGroup } from '../command.ts';
import { paint, printJson, printLine, printRow } from '../report.ts';
import {
  type ChangeArgs,
  changeOptions,
  changeOptionsOf,
  readOptionsOf,
  reportChange,
} from './change-options.ts';
import { type PackageArgs, packagePosition } from './positions.ts';
import { type RepositoryArgs, repositoryOptions } from './repository-options.ts';

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

interface OwnerArgs extends ChangeArgs, PackageArgs {
  readonly owner: string;
}

const ownerOptions: Command<OwnerArgs>['options'] = (yargs) =>
  packagePosition(
    changeOptions(yargs).positional('owner', {
      type: 'string',
      demandOption: true,
      describe: 'a user, or a team such as acme:platform',
    }),
  );

const addOwnerCommand: Command<OwnerArgs> = {
  usage: 'add <owner> <pkg>',
  summary: 'Add an owner',
  examples: [
    ['owner add jo @acme/ui', 'a user'],
    ['owner add acme:platform @acme/ui', 'every member of a team'],
  ],
  options: ownerOptions,
  run: async (args, io) => {
    const { addOwner } = await import('../../src/verbs/owners.ts');
    const { owner, pkg } = args;
    return reportChange(io, await addOwner({ ...changeOptionsOf(args, io), owner, pkg }), args);
  },
};

const removeOwnerCommand: Command<OwnerArgs> = {
  usage: 'rm <owner> <pkg>',
  summary: 'Remove an owner; the last one stays',
  examples: [['owner rm jo @acme/ui', 'as npm owner rm does']],
  options: ownerOptions,
  run: async (args, io) => {
    const { removeOwner } = await import('../../src/verbs/owners.ts');
    const { owner, pkg } = args;
    return reportChange(io, await removeOwner({ ...changeOptionsOf(args, io), owner, pkg }), args);
  },
};

const listOwnersCommand: Command<RepositoryArgs & PackageArgs> = {
  usage: 'ls <pkg>',
  summary: 'List owners, teams replaced by their members',
  examples: [['owner ls @acme/ui', 'as npm owner ls does']],
  options: (yargs) => packagePosition(repositoryOptions(yargs)),
  run: async (args, io) => {
    const { listOwners } = await import('../../src/verbs/owners.ts');
    const report = await listOwners({ ...readOptionsOf(args, io), pkg: args.pkg });
    if (args.json) {
      printJson(io, { ok: true, ...report });
      return 0;
    }
    for (const owner of report.owners) printRow(io, owner);
    const source =
      report.listed === undefined
        ? 'meta.json lists none: those who may write by a team, else who published'
        : `meta.json lists ${report.listed.join(', ')}`;
    printLine(io, paint('dim', source));
    return 0;
  },
};
