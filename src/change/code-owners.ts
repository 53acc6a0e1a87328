// CODEOWNERS: who a forge asks to approve a change of which package, by what users/, orgs/ and meta.json say.
import { compareText } from '../compare.ts';
import { StillpackError } from '../errors.ts';
import { managingRoles, type Org } from '../model/orgs.ts';
import { type Directory, teamAt } from '../model/directory.ts';
import type { Meta } from '../model/meta.ts';
import { scopeNameOf } from '../model/scope-name.ts';
import { type UserName, userNameOf } from '../model/user-name.ts';
import { type PackageName, scopeOf } from '../package-name.ts';
import { folderOf, packagesFolder } from '../source/package-path.ts';

export interface CodeOwnersInput {
  /** Users who may change everything. */
  readonly admins: readonly string[];
  readonly directory: Directory;
  readonly packages: readonly {
    readonly name: PackageName;
    readonly meta: Pick<Meta, 'maintainers'>;
  }[];
}

export interface CodeOwners {
  readonly text: string;
  /** Whom no line names though somebody should be asked; each a sentence. Sorted. */
  readonly warnings: readonly string[];
}

/** The first line of every file of ours. */
export const codeOwnersHeader =
  '# Written by `stillpack codeowners --write`: changes made here are lost.';

/** GitHub asks nobody by a file that is larger. Bytes. */
const maximumBytes = 3 * 1024 * 1024;

/** As GitHub and GitLab write accounts: what else stands in a profile could be another line or another owner. */
const account = /^@?[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9_-])?$/;

/** What the patterns of either forge would not take literally. */
const meaningful = /[^A-Za-z0-9@/._~'()-]/;

/**
 * The file: of the lines that match a path the last one counts, and one owner's approval is enough. Administrators own
 * everything; owners and admins of an organisation also what is in its scope; a package also those whom its meta.json
 * lists and the teams of its scope that may write to it. Throws FILE_TOO_LARGE.
 */
export function renderCodeOwners(input: CodeOwnersInput): CodeOwners {
  const admins = accountsOf(input.directory, input.admins);
  const lines: readonly Line[] = [
    admins.length > 0
      ? { pattern: '*', owners: admins }
      : { pattern: '*', owners: [], warning: nobody('administrator (gateway.admins)') },
    ...scopeLines(input.directory),
    ...packageLines(input),
  ];
  const warnings = lines.flatMap(({ warning = [] }) => warning);
  const texts = lines.flatMap(({ pattern, owners }) =>
    pattern === undefined ? [] : [[pattern, ...accountsIn([...owners, ...admins])].join(' ')],
  );
  const text = [codeOwnersHeader, ...about, '', ...texts, ''].join('\n');
  return { text: limited(text), warnings: warnings.toSorted(compareText) };
}

const about = [
  '# Of the lines that match a path the last one counts. The accounts are those of users/*.json ("forge").',
];

interface Line {
  /** `undefined` where no line can be written. */
  readonly pattern: string | undefined;
  readonly owners: readonly string[];
  readonly warning?: string;
}

function scopeLines(directory: Directory): readonly Line[] {
  return [...directory.orgs.values()].map(({ scope }) => {
    const owners = accountsOf(directory, managersOf(scope, directory));
    return owners.length > 0
      ? { pattern: `/${packagesFolder}/@${scope}/`, owners }
      : { pattern: undefined, owners, warning: nobody(`owner or admin of @${scope}`) };
  });
}

function packageLines({ packages, directory }: CodeOwnersInput): readonly Line[] {
  return packages
    .toSorted((a, b) => compareText(a.name, b.name))
    .flatMap((pkg): readonly Line[] => {
      const own = ownersOf(pkg, directory);
      // Who owns its scope, or else an administrator, looks after it.
      if (own.length === 0) return [];
      const owners = accountsOf(directory, own);
      const unnamed = { pattern: undefined, owners };
      if (owners.length === 0) return [{ ...unnamed, warning: nobody(`owner of ${pkg.name}`) }];
      if (meaningful.test(pkg.name)) {
        return [
          { ...unnamed, warning: `No pattern can name ${pkg.name}: its owners are not asked.` },
        ];
      }
      const managers = accountsOf(directory, managersOf(scopeOf(pkg.name), directory));
      return [{ pattern: `/${folderOf(pkg.name)}/`, owners: [...owners, ...managers] }];
    });
}

function nobody(who: string): string {
  return `No ${who} has an account on the forge ("forge" in users/*.json).`;
}

/** Whom meta.json lists, teams replaced by their members, and the members of teams of the scope that may write. */
function ownersOf(
  { name, meta }: CodeOwnersInput['packages'][number],
  directory: Directory,
): readonly UserName[] {
  const listed = (meta.maintainers ?? []).flatMap((owner) =>
    typeof owner === 'string' ? [owner] : (teamAt(directory, owner)?.members ?? []),
  );
  const teams = [...(orgOf(scopeOf(name), directory)?.teams.values() ?? [])];
  const granted = teams.filter(({ packages }) => packages.get(name) === 'read-write');
  return [...listed, ...granted.flatMap(({ members }) => members)];
}

/** The owners and admins of the scope's organisation. */
function managersOf(scope: string | undefined, directory: Directory): readonly UserName[] {
  return [...(orgOf(scope, directory)?.members ?? [])].flatMap(([login, role]) =>
    managingRoles.includes(role) ? [login] : [],
  );
}

function orgOf(text: string | undefined, { orgs }: Directory): Org | undefined {
  const scope = scopeNameOf(text);
  return scope === undefined ? undefined : orgs.get(scope);
}

/** `@jo` for each user that has a usable account. */
function accountsOf({ users }: Directory, logins: readonly string[]): readonly string[] {
  return logins.flatMap((text) => {
    const login = userNameOf(text);
    const forge = login === undefined ? undefined : users.get(login)?.forge;
    return forge !== undefined && account.test(forge) ? [`@${forge.replace(/^@/, '')}`] : [];
  });
}

/** Sorted, each once. */
function accountsIn(accounts: readonly string[]): readonly string[] {
  return [...new Set(accounts)].sort(compareText);
}

function limited(text: string): string {
  const size = Buffer.byteLength(text);
  if (size <= maximumBytes) return text;
  throw new StillpackError(
    'FILE_TOO_LARGE',
    `CODEOWNERS would have ${size} bytes; forges read ${maximumBytes}.`,
    {
      hint: 'Let organisations own their scopes, and list owners only where a package has others.',
    },
  );
}
