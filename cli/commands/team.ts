import type { CommandGroup } from '../command.ts';
import { changeCommand } from './change-command.ts';
import { listCommand } from './list-command.ts';
import { type TeamArgs, teamPosition, type UserArgs, userPosition } from './positions.ts';

const verbs = () => import('../../src/verbs/teams.ts');

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

const createTeamCommand = changeCommand<TeamArgs>({
  usage: 'create <team>',
  summary: 'Make a team',
  examples: [['team create acme:platform', 'as npm team create does']],
  options: teamPosition,
  change: async (options, { team }) => (await verbs()).createTeam({ ...options, team }),
});

const destroyTeamCommand = changeCommand<TeamArgs>({
  usage: 'destroy <team>',
  summary: 'Remove a team and what it was granted',
  examples: [['team destroy acme:platform', 'as npm team destroy does']],
  options: teamPosition,
  change: async (options, { team }) => (await verbs()).destroyTeam({ ...options, team }),
});

const addMemberCommand = changeCommand<TeamArgs & UserArgs>({
  usage: 'add <team> <user>',
  summary: 'Put a member of the organisation into a team',
  examples: [['team add acme:platform jo', 'as npm team add does']],
  options: (yargs) => userPosition(teamPosition(yargs)),
  change: async (options, { team, user }) =>
    (await verbs()).addTeamMember({ ...options, team, user }),
});

const removeMemberCommand = changeCommand<TeamArgs & UserArgs>({
  usage: 'rm <team> <user>',
  summary: 'Take a member out of a team',
  examples: [['team rm acme:platform jo', 'as npm team rm does']],
  options: (yargs) => userPosition(teamPosition(yargs)),
  change: async (options, { team, user }) =>
    (await verbs()).removeTeamMember({ ...options, team, user }),
});

const listTeamsCommand = listCommand<{ readonly of: string }>({
  usage: 'ls <of>',
  summary: 'List the members of a team, or the teams of an organisation',
  examples: [
    ['team ls acme', 'its teams'],
    ['team ls acme:platform', 'its members'],
  ],
  options: (yargs) =>
    yargs.positional('of', {
      type: 'string',
      demandOption: true,
      describe: 'a team, or an organisation',
    }),
  list: async (options, { of }) => {
    const names = await (await verbs()).listTeams({ ...options, of });
    return { json: { [of.includes(':') ? 'members' : 'teams']: names }, rows: names };
  },
});
