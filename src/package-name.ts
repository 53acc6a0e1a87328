import validate from 'validate-npm-package-name';

/** A package name that npm accepts, now or for packages published long ago. Safe in a path: no `..`, no NUL, one `/` at most. */
export type PackageName = string & { readonly __brand: 'PackageName' };

/** Lower-case letters, digits and hyphens: npm never refused such a name, which need not be asked about. */
const plain = /^(?:@[a-z\d][a-z\d-]*\/)?[a-z\d][a-z\d-]*$/;

/**
 * The name, or `undefined` when npm never accepted such a name.
 * Rules: validate-npm-package-name (`validForOldPackages`), and at most 214 characters, npm's own limit,
 * because a longer name does not fit a file name.
 */
export function packageNameOf(value: unknown): PackageName | undefined {
  if (typeof value !== 'string' || value.length > 214) return undefined;
  if (!plain.test(value) && !validate(value).validForOldPackages) return undefined;
  // The checks above are what the brand stands for.
  return value as PackageName;
}

/** Whether npm would refuse the name for a new package (capitals, `~'!()*`, core modules). */
export function isLegacyName(name: PackageName): boolean {
  return !validate(name).validForNewPackages;
}

/** `@acme/ui` → `acme`; `undefined` for an unscoped name. */
export function scopeOf(name: PackageName): string | undefined {
  return name.startsWith('@') ? name.slice(1, name.indexOf('/')) : undefined;
}

/** `@acme/ui` → `ui`: what tarball names begin with. */
export function basenameOf(name: PackageName): string {
  return name.slice(name.indexOf('/') + 1);
}
