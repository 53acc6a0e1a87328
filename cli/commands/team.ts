import type { Command, CommandGroup } from '../command.ts';
import { printJson, printRow } from '../report.ts';
import {
  type ChangeArgs,
  changeOptions,
  changeOptionsOf,
  readOptionsOf,
  reportChange,
} from './change-options.ts';
import { type TeamArgs, teamPosition, type UserArgs, userPosition } from './positions.ts';
import { type RepositoryArgs, repositoryOptions } from './repository-options.ts';

export const teamGroup: CommandGroup = {
  name: 'team',
  summary: 'Teams of an organisation and their members',
  examples: [
    ['team create acme:platform', 'a team without members'],
    ['team add acme:platform jo', 'a member of the organisation'],
    ['team rm acme:platform jo', 'or no longer'],
    ['team ls acme:platform', 'its members; of acme, its teams'],
    ['team destroy acme:platform', 'with what it was granted'],
  ],
  register: (add) => {
    add(createTeamCommand);
    add(destroyTeamCommand);
    add(addMemberCommand);
    add(removeMemberCommand);
    add(listTeamsCommand);
  },
};

const createTeamCommand: Command<ChangeArgs & TeamArgs> = {
  usage: 'create <team>',
  summary: 'Make a team',
  examples: [['team create acme:platform', 'as npm team create does']],
  options: (yargs) => teamPosition(changeOptions(yargs)),
  run: async (args, io) => {
    const { createTeam } = await import('../../src/verbs/teams.ts');
    const options = { ...changeOptionsOf(args, io), team: args.team };
    return reportChange(io, await createTeam(options), args);
  },
};

const destroyTeamCommand: Command<ChangeArgs & TeamArgs> = {
  usage: 'destroy <team>',
  summary: 'Remove a team and what it was granted',
  examples: [['team destroy acme:platform', 'as npm team destroy does']],
  options: (yargs) => teamPosition(changeOptions(yargs)),
  run: async (args, io) => {
    const { destroyTeam } = await import('../../src/verbs/teams.ts');
    const options = { ...changeOptionsOf(args, io), team: args.team };
    return reportChange(io, await destroyTeam(options), args);
  },
};

const addMemberCommand: Command<ChangeArgs & TeamArgs & UserArgs> = {
  usage: 'add <team> <user>',
  summary: 'Put a member of the organisation into a team',
  examples: [['team add acme:platform jo', 'as npm team add does']],
  options: (yargs) => userPosition(teamPosition(changeOptions(yargs))),
  run: async (args, io) => {
    const { addTeamMember } = await import('../../src/verbs/teams.ts');
    const { team, user } = args;
    const options = { ...changeOptionsOf(args, io), team, user };
    return reportChange(io, await addTeamMember(options), args);
  },
};

const removeMemberCommand: Command<ChangeArgs & TeamArgs & UserArgs> = {
  usage: 'rm <team> <user>',
  summary: 'Take a member out of a team',
  examples: [['team rm acme:platform jo', 'as npm team rm does']],
  options: (yargs) => userPosition(teamPosition(changeOptions(yargs))),
  run: async (args, io) => {
    const { removeTeamMember } = await import('../../src/verbs/teams.ts');
    const { team, user } = args;
    const options = { ...changeOptionsOf(args, io), team, user };
    return reportChange(io, await removeTeamMember(options), args);
  },
};

const listTeamsCommand: Command<RepositoryArgs & { readonly of: string }> = {
  usage: 'ls <of>',
  summary: 'List the members of a team, or the teams of an organisation',
  examples: [
    ['team ls acme', 'its teams'],
    ['team ls acme:platform', 'its members'],
  ],
  options: (yargs) =>
    repositoryOptions(yargs).positional('of', {
      type: 'string',
      demandOption: true,
      describe: 'a team, or an organisation',
    }),
  run: async (args, io) => {
    const { listTeams } = await import('../../src/verbs/teams.ts');
    const names = await listTeams({ ...readOptionsOf(args, io), of: args.of });
    const kind = args.of.includes(':') ? 'members' : 'teams';
    if (args.json) printJson(io, { ok: true, [kind]: names });
    else for (const name of names) printRow(io, name);
    return 0;
  },
};
