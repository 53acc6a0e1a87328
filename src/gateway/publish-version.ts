// npm publish, from the document to the commit.
import { type Principal, writerOf } from '../accounts/principal.ts';
import type { Change } from '../change/change.ts';
import type { HeldPackage } from '../change/held-package.ts';
import type { KnownTarball } from '../change/plan-add.ts';
import { planPublish } from '../change/plan-publish.ts';
import { branchNameOf } from '../forge/branch-name.ts';
import { StillpackError } from '../errors.ts';
import { keepsReadersOut } from '../host/keeps-readers-out.ts';
import type { Tarball } from '../inspect/tarball.ts';
import type { JsonObject } from '../json.ts';
import type { UserName } from '../model/user-name.ts';
import type { PackageName } from '../package-name.ts';
import { blobIdOf } from '../source/blob-id.ts';
import { folderOf } from '../source/package-path.ts';
import { readPublished } from '../write/read-published.ts';
import { admitTarball, refuseProblems } from './admit-tarball.ts';
import { authorOfPublisher, isWorkflow, tokenNameOf, workflowRepositoryOf } from './authorship.ts';
import { parsePublish, type PublishDocument } from './publish-document.ts';
import { readClashes, readCommitted, readPackageIfThere } from './read-publish-state.ts';
import type { Outcome, Registry, RegistryView } from './registry.ts';

interface Publishing {
  readonly registry: Registry;
  readonly principal: Principal;
  readonly name: PackageName;
}

/**
 * Resolves once the version can be installed. Everything that can be known without the repository is checked first;
 * what depends on it, on the commit that is built on.
 */
export async function publishVersion(
  body: JsonObject,
  { registry, principal, name }: Publishing,
): Promise<Outcome> {
  const user = writerOf(principal, { publish: name });
  const document = parsePublish(body, name);
  const tarball = await admitTarball(document);
  const view = await registry.view();
  const isNew = (await readPackageIfThere(view, name)) === undefined;
  return registry.change({
    author: await authorOfPublisher(view, { principal, user }),
    branch: branchNameOf(name, tarball.version),
    place: isNew ? undefined : folderOf(name),
    plan: (at) => planAt(at, { registry, document, tarball, principal, user }),
  });
}

interface Admitted {
  readonly registry: Registry;
  readonly document: PublishDocument;
  readonly tarball: Tarball;
  readonly principal: Principal;
  readonly user: UserName;
}

async function planAt(view: RegistryView, admitted: Admitted): Promise<Change | undefined> {
  const { registry, document, tarball, principal, user } = admitted;
  const { name, version } = tarball;
  const pkg = await readPackageIfThere(view, name);
  await requirePublish(view, { pkg, name, principal, user });
  const known = await readKnown(view, { registry, document, tarball, pkg });
  const { change, problems } = planPublish({
    ...{ tarball, bytes: document.tarball, pkg, known },
    publisher: isWorkflow(principal) ? undefined : user,
    names: pkg === undefined ? await registry.index.names(view.commit) : [],
    nameClashes: await readClashes(view),
    ...{ tag: document.tag, access: document.access, gitHead: document.gitHead },
    provenance: document.provenance,
    isEnforceable: keepsReadersOut(view.config),
  });
  refuseProblems(`${name}@${version}`, problems);
  if (change !== undefined && known.length === 0) return change;
  throw new StillpackError('VERSION_EXISTS', `${name}@${version} is published already.`, {
    hint: 'A version never changes: give the next one another number.',
  });
}

async function requirePublish(
  { rights }: RegistryView,
  {
    pkg,
    name,
    principal,
    user,
  }: {
    readonly pkg: HeldPackage | undefined;
    readonly name: PackageName;
    readonly principal: Principal;
    readonly user: UserName;
  },
): Promise<void> {
  if (isWorkflow(principal)) {
    requireTrust(principal, { pkg, name });
    return;
  }
  // A folder without a version may hold nothing but tombstones, and nobody's name.
  const isBegun =
    pkg !== undefined && (pkg.versions.length > 0 || pkg.meta.maintainers !== undefined);
  if (isBegun) await rights.requireWrite(user, pkg);
  else await rights.requireCreate(user, name);
}

/** The token is for this package alone; that the package trusts its workflow's repository must still be so. */
function requireTrust(
  principal: Principal,
  { pkg, name }: { readonly pkg: HeldPackage | undefined; readonly name: PackageName },
): void {
  const repository = workflowRepositoryOf(principal);
  const trusted = pkg?.meta.trustedPublishers ?? [];
  if (trusted.some((publisher) => tokenNameOf(publisher.repository) === repository)) return;
  throw new StillpackError('PUBLISHER_UNTRUSTED', `${name} trusts this workflow no longer.`, {
    hint: `\`stillpack trust add ${name}\` lets it publish again.`,
  });
}

/** Also a version that was there once: it can come back with its own bytes only, and not through a publish. */
async function readKnown(
  view: RegistryView,
  {
    registry,
    document,
    tarball,
    pkg,
  }: Pick<Admitted, 'registry' | 'document' | 'tarball'> & {
    readonly pkg: HeldPackage | undefined;
  },
): Promise<readonly KnownTarball[]> {
  // Its tombstone says more than that it was there.
  if (pkg?.meta.unpublished.has(tarball.version) === true) return [];
  const committed = await readCommitted(view, pkg, { tarball, bytes: document.tarball });
  if (committed.length > 0) return committed;
  const landing = await registry.readLanding(view, tarball);
  if (landing !== undefined) {
    const identical = blobIdOf(document.tarball, view.engine.objectFormat) === landing.oid;
    const { path, oid } = landing;
    return [{ path, place: 'history', identical, hash: `git blob ${oid}` }];
  }
  // A history that was rewritten says nothing of what was published before.
  const first = (await readPublished(registry.folder, tarball.name)).get(tarball.version);
  if (first === undefined) return [];
  const identical = first === tarball.integrity;
  return [{ path: folderOf(tarball.name), place: 'history', identical, hash: first }];
}
