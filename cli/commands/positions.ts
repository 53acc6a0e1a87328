// What commands take without naming it: a package, a user, a team.
import type { Argv } from 'yargs';

export interface PackageArgs {
  readonly pkg: string;
}

export function packagePosition<Args>(yargs: Argv<Args>): Argv<Args & PackageArgs> {
  return yargs.positional('pkg', {
    type: 'string',
    demandOption: true,
    describe: 'the package',
  });
}

export interface UserArgs {
  readonly user: string;
}

export function userPosition<Args>(yargs: Argv<Args>): Argv<Args & UserArgs> {
  return yargs.positional('user', {
    type: 'string',
    demandOption: true,
    describe: 'the user',
  });
}

export interface OrgArgs {
  readonly org: string;
}

export function orgPosition<Args>(yargs: Argv<Args>): Argv<Args & OrgArgs> {
  return yargs.positional('org', {
    type: 'string',
    demandOption: true,
    describe: 'the organisation',
  });
}

export interface TeamArgs {
  readonly team: string;
}

export function teamPosition<Args>(yargs: Argv<Args>): Argv<Args & TeamArgs> {
  return yargs.positional('team', {
    type: 'string',
    demandOption: true,
    describe: 'the team, such as acme:platform',
  });
}

export interface SpecArgs {
  readonly spec: string;
}

/** `what` the specification speaks of, for the help. */
export function specPosition<Args>(yargs: Argv<Args>, what: string): Argv<Args & SpecArgs> {
  return yargs.positional('spec', { type: 'string', demandOption: true, describe: what });
}
