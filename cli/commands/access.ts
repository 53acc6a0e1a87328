import type { Command, CommandGroup } from '../command.ts';
import { printJson, printRow } from '../report.ts';
import {
  type ChangeArgs,
  changeOptions,
  changeOptionsOf,
  readOptionsOf,
  reportChange,
} from './change-options.ts';
import { type PackageArgs, packagePosition, type TeamArgs, teamPosition } from './positions.ts';
import { type RepositoryArgs, repositoryOptions } from './repository-options.ts';

export const accessGroup: CommandGroup = {
  name: 'access',
  summary: 'Who may read a package, and what teams may do with it',
  examples: [
    ['access set restricted @acme/ui', 'where the host can keep readers out'],
    ['access grant read-write acme:platform @acme/ui', 'a team may publish'],
    ['access revoke acme:platform @acme/ui', 'or no longer'],
    ['access list collaborators @acme/ui', 'who may do what with a package'],
    ['access list packages acme:platform', 'what a team, or an organisation, may do'],
  ],
  register: (add) => {
    add(getAccessCommand);
    add(setAccessCommand);
    add(grantCommand);
    add(revokeCommand);
    add(listAccessCommand);
  },
};

const getAccessCommand: Command<RepositoryArgs & PackageArgs> = {
  usage: 'get <pkg>',
  summary: 'Say whether a package is public or restricted',
  examples: [['access get @acme/ui', 'as npm access get status does']],
  options: (yargs) => packagePosition(repositoryOptions(yargs)),
  run: async (args, io) => {
    const { readAccess } = await import('../../src/verbs/access.ts');
    const access = await readAccess({ ...readOptionsOf(args, io), pkg: args.pkg });
    if (args.json) printJson(io, { ok: true, access });
    else printRow(io, access);
    return 0;
  },
};

const statuses = ['public', 'restricted'] as const;

const setAccessCommand: Command<
  ChangeArgs & PackageArgs & { readonly status: (typeof statuses)[number] }
> = {
  usage: 'set <status> <pkg>',
  summary: 'Make a package public, or restricted to those who may read it',
  examples: [['access set restricted @acme/ui', 'as npm access set status=private does']],
  options: (yargs) =>
    packagePosition(
      changeOptions(yargs).positional('status', {
        choices: statuses,
        demandOption: true,
        describe: 'who may read it',
      }),
    ),
  run: async (args, io) => {
    const { setAccess } = await import('../../src/verbs/access.ts');
    const { pkg, status: access } = args;
    return reportChange(io, await setAccess({ ...changeOptionsOf(args, io), pkg, access }), args);
  },
};

const permissions = ['read-only', 'read-write'] as const;

const grantCommand: Command<
  ChangeArgs & TeamArgs & PackageArgs & { readonly permission: (typeof permissions)[number] }
> = {
  usage: 'grant <permission> <team> <pkg>',
  summary: 'Let a team read, or publish, a package',
  examples: [['access grant read-write acme:platform @acme/ui', 'as npm access grant does']],
  options: (yargs) =>
    packagePosition(
      teamPosition(
        changeOptions(yargs).positional('permission', {
          choices: permissions,
          demandOption: true,
          describe: 'what the team may do',
        }),
      ),
    ),
  run: async (args, io) => {
    const { grantAccess } = await import('../../src/verbs/access.ts');
    const { permission, team, pkg } = args;
    const options = { ...changeOptionsOf(args, io), permission, team, pkg };
    return reportChange(io, await grantAccess(options), args);
  },
};

const revokeCommand: Command<ChangeArgs & TeamArgs & PackageArgs> = {
  usage: 'revoke <team> <pkg>',
  summary: 'Take from a team what it was granted',
  examples: [['access revoke acme:platform @acme/ui', 'as npm access revoke does']],
  options: (yargs) => packagePosition(teamPosition(changeOptions(yargs))),
  run: async (args, io) => {
    const { revokeAccess } = await import('../../src/verbs/access.ts');
    const { team, pkg } = args;
    return reportChange(io, await revokeAccess({ ...changeOptionsOf(args, io), team, pkg }), args);
  },
};

const kinds = ['collaborators', 'packages'] as const;

const listAccessCommand: Command<
  RepositoryArgs & { readonly kind: (typeof kinds)[number]; readonly of: string }
> = {
  usage: 'list <kind> <of>',
  summary: 'List the collaborators of a package, or the packages of a team or an organisation',
  examples: [
    ['access list collaborators @acme/ui', 'owners, and members of teams'],
    ['access list packages acme:platform', 'what the team was granted'],
    ['access list packages acme', 'by any of its teams, and its own scope'],
  ],
  options: (yargs) =>
    repositoryOptions(yargs)
      .positional('kind', { choices: kinds, demandOption: true, describe: 'what to list' })
      .positional('of', {
        type: 'string',
        demandOption: true,
        describe: 'the package; the team or the organisation',
      }),
  run: async (args, io) => {
    const { listCollaborators, listPackages } = await import('../../src/verbs/access.ts');
    const options = readOptionsOf(args, io);
    const found =
      args.kind === 'packages'
        ? await listPackages({ ...options, of: args.of })
        : await listCollaborators({ ...options, pkg: args.of });
    if (args.json) printJson(io, { ok: true, [args.kind]: Object.fromEntries(found) });
    else for (const [name, permission] of found) printRow(io, `${name}: ${permission}`);
    return 0;
  },
};
