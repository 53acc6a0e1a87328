import type { CommandGroup } from '../command.ts';
import { changeCommand } from './change-command.ts';
import { listCommand, listingOf } from './list-command.ts';
import { type PackageArgs, packagePosition, type TeamArgs, teamPosition } from './positions.ts';

const verbs = () => import('../../src/verbs/access.ts');

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

const getAccessCommand = listCommand<PackageArgs>({
  usage: 'get <pkg>',
  summary: 'Say whether a package is public or restricted',
  examples: [['access get @acme/ui', 'as npm access get status does']],
  options: packagePosition,
  list: async (options, { pkg }) => {
    const access = await (await verbs()).readAccess({ ...options, pkg });
    return { json: { access }, rows: [access] };
  },
});

const statuses = ['public', 'restricted'] as const;

const setAccessCommand = changeCommand<
  PackageArgs & { readonly status: (typeof statuses)[number] }
>({
  usage: 'set <status> <pkg>',
  summary: 'Make a package public, or restricted to those who may read it',
  examples: [['access set restricted @acme/ui', 'as npm access set status=private does']],
  options: (yargs) =>
    packagePosition(
      yargs.positional('status', {
        choices: statuses,
        demandOption: true,
        describe: 'who may read it',
      }),
    ),
  change: async (options, { pkg, status: access }) =>
    (await verbs()).setAccess({ ...options, pkg, access }),
});

const permissions = ['read-only', 'read-write'] as const;

const grantCommand = changeCommand<
  TeamArgs & PackageArgs & { readonly permission: (typeof permissions)[number] }
>({
  usage: 'grant <permission> <team> <pkg>',
  summary: 'Let a team read, or publish, a package',
  examples: [['access grant read-write acme:platform @acme/ui', 'as npm access grant does']],
  options: (yargs) =>
    packagePosition(
      teamPosition(
        yargs.positional('permission', {
          choices: permissions,
          demandOption: true,
          describe: 'what the team may do',
        }),
      ),
    ),
  change: async (options, { permission, team, pkg }) =>
    (await verbs()).grantAccess({ ...options, permission, team, pkg }),
});

const revokeCommand = changeCommand<TeamArgs & PackageArgs>({
  usage: 'revoke <team> <pkg>',
  summary: 'Take from a team what it was granted',
  examples: [['access revoke acme:platform @acme/ui', 'as npm access revoke does']],
  options: (yargs) => packagePosition(teamPosition(yargs)),
  change: async (options, { team, pkg }) => (await verbs()).revokeAccess({ ...options, team, pkg }),
});

const kinds = ['collaborators', 'packages'] as const;

const listAccessCommand = listCommand<{
  readonly kind: (typeof kinds)[number];
  readonly of: string;
}>({
  usage: 'list <kind> <of>',
  summary: 'List the collaborators of a package, or the packages of a team or an organisation',
  examples: [
    ['access list collaborators @acme/ui', 'owners, and members of teams'],
    ['access list packages acme:platform', 'what the team was granted'],
    ['access list packages acme', 'by any of its teams, and its own scope'],
  ],
  options: (yargs) =>
    yargs
      .positional('kind', { choices: kinds, demandOption: true, describe: 'what to list' })
      .positional('of', {
        type: 'string',
        demandOption: true,
        describe: 'the package; the team or the organisation',
      }),
  list: async (options, { kind, of }) => {
    const { listCollaborators, listPackages } = await verbs();
    const found = await (kind === 'packages'
      ? listPackages({ ...options, of })
      : listCollaborators({ ...options, pkg: of }));
    return listingOf(kind, found);
  },
});
