// npm owner add | rm
import { StillpackError } from '../errors.ts';
import { own } from '../json.ts';
import type { Maintainer } from '../model/meta.ts';
import { teamRefOf } from '../model/team-name.ts';
import type { UserName } from '../model/user-name.ts';
import { folderOf } from '../source/package-path.ts';
import { type Change, changeOf } from './change.ts';
import { messageOf, npmCommand } from './command-message.ts';
import { editMeta, type HeldPackage } from './held-package.ts';
import { withKey } from './json-edit.ts';

/**
 * Adds and removes users and teams. Where meta.json does not say who the owners are, those who are it nevertheless
 * (`implied`) are written down with the change. Nothing to do for one who is an owner already. Throws USER_UNKNOWN
 * for the removal of one who is not, and OWNER_LAST.
 */
export function planOwners({
  pkg,
  implied,
  add,
  remove,
}: {
  readonly pkg: HeldPackage;
  /** The owners of a package whose meta.json lists none. */
  readonly implied: readonly UserName[];
  readonly add: readonly Maintainer[];
  readonly remove: readonly Maintainer[];
}): Change | undefined {
  const owners = (pkg.meta.maintainers ?? implied).map(ownerText);
  const leaving = remove.map(ownerText);
  const stranger = leaving.find((owner) => !owners.includes(owner));
  if (stranger !== undefined) throw ownerUnknown(pkg, stranger);
  const coming = [...new Set(add.map(ownerText))].filter((owner) => !owners.includes(owner));
  if (leaving.length === 0 && coming.length === 0) return undefined;
  if ([...owners, ...coming].every((owner) => leaving.includes(owner))) throw ownerLast(pkg);
  const files = editMeta(pkg, (meta) => {
    // As written, such as `@acme:platform`.
    const listed = own(meta, 'maintainers');
    const texts: readonly unknown[] = Array.isArray(listed) ? listed : owners;
    const stay = texts.filter((text) => !leaving.includes(normalText(String(text))));
    return withKey(meta, 'maintainers', [...stay, ...coming]);
  });
  const commands = [
    ...leaving.map((owner) => npmCommand('owner', 'rm', owner, pkg.name)),
    ...coming.map((owner) => npmCommand('owner', 'add', owner, pkg.name)),
  ];
  return changeOf(files, messageOf(commands[0] ?? '', commands.slice(1).join('\n')));
}

/** `jo`, `acme:platform`. */
export function ownerText(owner: Maintainer): string {
  return typeof owner === 'string' ? owner : `${owner.scope}:${owner.team}`;
}

function normalText(text: string): string {
  const team = teamRefOf(text);
  return team === undefined ? text : ownerText(team);
}

function ownerUnknown({ name, meta }: HeldPackage, owner: string): StillpackError {
  const listed = (meta.maintainers ?? []).some((each) => typeof each !== 'string')
    ? 'A member of a team is removed from the team'
    : 'Look at the spelling';
  return new StillpackError('USER_UNKNOWN', `${owner} is no owner of ${name}.`, {
    path: folderOf(name),
    hint: `${listed}; \`stillpack owner ls ${name}\` lists the owners.`,
  });
}

function ownerLast({ name }: HeldPackage): StillpackError {
  return new StillpackError('OWNER_LAST', `${name} would have no owner.`, {
    path: folderOf(name),
    hint: 'Add another owner first.',
  });
}
