import type { CommandGroup } from '../command.ts';
import { changeCommand } from './change-command.ts';
import { listCommand, listingOf } from './list-command.ts';
import { type OrgArgs, orgPosition, type UserArgs, userPosition } from './positions.ts';

const verbs = () => import('../../src/verbs/orgs.ts');

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

const setMemberCommand = changeCommand<
  OrgArgs & UserArgs & { readonly role: (typeof roles)[number] }
>({
  usage: 'set <org> <user> [role]',
  summary: 'Add a member, or give one another role',
  examples: [
    ['org set acme jo', 'a developer'],
    ['org set acme mira owner', 'an owner'],
  ],
  options: (yargs) =>
    userPosition(orgPosition(yargs)).positional('role', {
      choices: roles,
      default: 'developer' as const,
      describe: 'what the member may do',
    }),
  change: async (options, { org, user, role }) =>
    (await verbs()).setMember({ ...options, org, user, role }),
});

const removeMemberCommand = changeCommand<OrgArgs & UserArgs>({
  usage: 'rm <org> <user>',
  summary: 'Take a member out of the organisation and its teams; the last owner stays',
  examples: [['org rm acme jo', 'as npm org rm does']],
  options: (yargs) => userPosition(orgPosition(yargs)),
  change: async (options, { org, user }) => (await verbs()).removeMember({ ...options, org, user }),
});

const listMembersCommand = listCommand<OrgArgs>({
  usage: 'ls <org>',
  summary: 'List members and their roles',
  examples: [['org ls acme', 'as npm org ls does']],
  options: orgPosition,
  list: async (options, { org }) =>
    listingOf('members', await (await verbs()).listMembers({ ...options, org })),
});
