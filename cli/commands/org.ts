import type { Command, CommandGroup } from '../command.ts';
import { printJson, printRow } from '../report.ts';
import {
  type ChangeArgs,
  changeOptions,
  changeOptionsOf,
  readOptionsOf,
  reportChange,
} from './change-options.ts';
import { type OrgArgs, orgPosition, type UserArgs, userPosition } from './positions.ts';
import { type RepositoryArgs, repositoryOptions } from './repository-options.ts';

export const orgGroup: CommandGroup = {
  name: 'org',
  summary: 'Members of an organisation and their roles',
  examples: [
    ['org set acme mira owner', 'begins an organisation that is not there'],
    ['org set acme jo', 'a developer'],
    ['org rm acme jo', 'out of the organisation and its teams'],
    ['org ls acme', 'its members'],
  ],
  register: (add) => {
    add(setMemberCommand);
    add(removeMemberCommand);
    add(listMembersCommand);
  },
};

const roles = ['developer', 'admin', 'owner'] as const;

const setMemberCommand: Command<
  ChangeArgs & OrgArgs & UserArgs & { readonly role: (typeof roles)[number] }
> = {
  usage: 'set <org> <user> [role]',
  summary: 'Add a member, or give one another role',
  examples: [
    ['org set acme jo', 'a developer'],
    ['org set acme mira owner', 'an owner'],
  ],
  options: (yargs) =>
    userPosition(orgPosition(changeOptions(yargs))).positional('role', {
      choices: roles,
      default: 'developer' as const,
      describe: 'what the member may do',
    }),
  run: async (args, io) => {
    const { setMember } = await import('../../src/verbs/orgs.ts');
    const { org, user, role } = args;
    const options = { ...changeOptionsOf(args, io), org, user, role };
    return reportChange(io, await setMember(options), args);
  },
};

const removeMemberCommand: Command<ChangeArgs & OrgArgs & UserArgs> = {
  usage: 'rm <org> <user>',
  summary: 'Take a member out of the organisation and its teams; the last owner stays',
  examples: [['org rm acme jo', 'as npm org rm does']],
  options: (yargs) => userPosition(orgPosition(changeOptions(yargs))),
  run: async (args, io) => {
    const { removeMember } = await import('../../src/verbs/orgs.ts');
    const { org, user } = args;
    return reportChange(io, await removeMember({ ...changeOptionsOf(args, io), org, user }), args);
  },
};

const listMembersCommand: Command<RepositoryArgs & OrgArgs> = {
  usage: 'ls <org>',
  summary: 'List members and their roles',
  examples: [['org ls acme', 'as npm org ls does']],
  options: (yargs) => orgPosition(repositoryOptions(yargs)),
  run: async (args, io) => {
    const { listMembers } = await import('../../src/verbs/orgs.ts');
    const members = await listMembers({ ...readOptionsOf(args, io), org: args.org });
    if (args.json) printJson(io, { ok: true, members: Object.fromEntries(members) });
    else for (const [user, role] of members) printRow(io, `${user}: ${role}`);
    return 0;
  },
};
