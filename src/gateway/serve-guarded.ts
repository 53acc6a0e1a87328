// Reads of what belongs to a package: whoever may not read it is told that it is not there.
import type { Principal } from '../accounts/principal.ts';
import { StillpackError } from '../errors.ts';
import type { PackageName } from '../package-name.ts';
import { readPackageIfThere } from './read-publish-state.ts';
import type { GatewayContext, GatewayRequest } from './gateway-context.ts';
import { keep } from '../keep.ts';
import type { FileToServe } from './read-file.ts';
import type { RegistryView } from './registry.ts';
import type { Guarded } from '../verbs/rights.ts';

/**
 * GET of a file of a package, if there is one. Throws NOT_FOUND, UNAUTHENTICATED. The folder may be ahead of the commit
 * that is served: what that knows nothing of is not there, as nobody can tell who may read it.
 */
export async function serveGuarded(
  c: GatewayRequest,
  { registry, files }: GatewayContext,
  { name, file }: { readonly name: PackageName; readonly file: FileToServe | undefined },
): Promise<Response> {
  if (file === undefined) throw notFound();
  const view = await registry.view();
  const pkg = await guardedOf(view, name);
  if (pkg === undefined) throw notFound();
  await requireRead(view, c.get('principal'), pkg);
  const response = await files.respond(c.req.raw, file);
  if (response === undefined) throw notFound();
  return response;
}

/** Throws NOT_FOUND when the caller may not read the package; UNAUTHENTICATED when a login might help. */
export async function requireRead(
  { rights }: RegistryView,
  principal: Principal,
  pkg: Guarded,
): Promise<void> {
  if (pkg.meta.access === 'public') return;
  if (principal.kind === 'anonymous') throw loginNeeded();
  if ((await rights.accessTo(principal.login, pkg)) === undefined) throw notFound();
}

/** What the commit says of the package; kept for as long as the commit is served. */
export async function guardedOf(
  view: RegistryView,
  name: PackageName,
): Promise<Guarded | undefined> {
  return keep(view.guarded, name, { read: () => readPackageIfThere(view, name) });
}

export function notFound(): StillpackError {
  return new StillpackError('NOT_FOUND', 'Not found.', {
    hint: 'Look at the name; a private package is there only for those who may read it.',
  });
}

function loginNeeded(): StillpackError {
  return new StillpackError('UNAUTHENTICATED', 'This registry or package is private.', {
    hint: 'Run `npm login` with this registry, or set a token in .npmrc.',
  });
}

/** Whether somebody who is not logged in may ask for anything. Throws UNAUTHENTICATED. */
export function requireOpen({ config }: RegistryView): void {
  if (config.protected) throw loginNeeded();
}

/** GET of what belongs to no package. Throws NOT_FOUND. */
export async function serveRegistryFile(
  c: GatewayRequest,
  { files }: GatewayContext,
  file: FileToServe | undefined,
): Promise<Response> {
  const response = file && (await files.respond(c.req.raw, file));
  if (response === undefined) throw notFound();
  return response;
}
