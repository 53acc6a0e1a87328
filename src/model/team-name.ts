import { type ScopeName, scopeNameOf } from './scope-name.ts';
import { isPlainName } from './user-name.ts';

/** A team of an organisation. */
export type TeamName = string & { readonly __brand: 'TeamName' };

export function teamNameOf(value: unknown): TeamName | undefined {
  // The check is what the brand stands for.
  return isPlainName(value) ? (value as TeamName) : undefined;
}

/** A team as the npm commands write it: `acme:platform`. */
export interface TeamRef {
  readonly scope: ScopeName;
  readonly team: TeamName;
}

/** `acme:platform` or `@acme:platform` (`npm team` 11 takes both); `undefined` for anything else. */
export function teamRefOf(value: string): TeamRef | undefined {
  const [scopePart = '', teamPart, ...rest] = value.replace(/^@/, '').split(':');
  const scope = scopeNameOf(scopePart);
  const team = teamNameOf(teamPart);
  return scope === undefined || team === undefined || rest.length > 0 ? undefined : { scope, team };
}
