// What a dependency asks for, as npm reads it.
import npa from 'npm-package-arg';
import { quoted } from '../../inspect/quoted.ts';
import { type PackageName, packageNameOf } from '../../package-name.ts';

export type DependencySpec =
  /** A semver range; `*` for what says nothing. */
  | { readonly kind: 'range'; readonly name: PackageName; readonly range: string }
  | { readonly kind: 'tag'; readonly name: PackageName; readonly tag: string }
  /** A folder or file of whoever packed it, or what a workspace stands for. */
  | { readonly kind: 'local' }
  /** From git, or a URL. */
  | { readonly kind: 'remote' }
  /** `fault` completes "The dependency …". */
  | { readonly kind: 'invalid'; readonly fault: string };

/** What pnpm, yarn and bun replace when they publish, or what only the publisher's disk has. */
const local = /^(?:catalog|exec|file|link|patch|portal|workspace):/i;

/** `git@example.com:acme/ui.git`: pnpm and yarn clone it, while npm takes it for a folder. */
const scpLike = /^[^@/\s]+@[^:/\s]+:/;

/** Code units. No genuine range is longer, and matching one takes long. */
const maxLength = 2000;

/** Total. An alias (`npm:other@^1.0.0`) is what it stands for. */
export function dependencySpecOf(name: string, value: unknown): DependencySpec {
  if (packageNameOf(name) === undefined) return invalid('has a name that npm does not accept');
  if (typeof value !== 'string') return invalid('is not text');
  if (value.length > maxLength) return invalid(`is longer than ${maxLength} characters`);
  if (local.test(value.trim())) return { kind: 'local' };
  if (scpLike.test(value)) return { kind: 'remote' };
  try {
    return specOf(npa.resolve(name, value, '/'));
  } catch {
    return invalid(`asks for ${quoted(value)}, which npm does not understand`);
  }
}

function specOf(result: npa.Result): DependencySpec {
  const { type, rawSpec } = result;
  switch (type) {
    case 'alias':
      // What npm-package-arg says of an alias.
      return specOf((result as npa.AliasResult).subSpec);
    case 'git':
    case 'remote':
      return { kind: 'remote' };
    case 'file':
    case 'directory':
      return { kind: 'local' };
    case 'version':
    case 'range':
    case 'tag': {
      const name = packageNameOf(result.name);
      if (name === undefined) return invalid('has a name that npm does not accept');
      if (type === 'tag') return { kind: 'tag', name, tag: rawSpec.trim() };
      return { kind: 'range', name, range: rawSpec.trim() || '*' };
    }
  }
}

function invalid(fault: string): DependencySpec {
  return { kind: 'invalid', fault };
}
