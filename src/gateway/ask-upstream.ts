import type { AuditedVersions, FoundAdvisories } from '../advisories/audit-request.ts';
import { createUpstreamAudit } from '../advisories/upstream-audit.ts';
import { type PackageName, scopeOf } from '../package-name.ts';
import type { Registry } from './registry.ts';

/** A minute is longer than npm waits. */
const timeout = 20_000;

/**
 * Asks another registry for its advisories; without one, there are none. It never learns of names that are in this
 * registry, nor of names in their scopes.
 */
export function createAskUpstream({
  upstream,
  registry,
  onNote,
}: {
  readonly upstream: string | undefined;
  readonly registry: Registry;
  /** Told why there is no answer. */
  readonly onNote: (text: string) => void;
}): (audited: AuditedVersions) => Promise<FoundAdvisories> {
  if (upstream === undefined) return () => Promise.resolve(new Map());
  return async (audited) => {
    const { commit } = await registry.view();
    const own = new Set<PackageName>(await registry.index.names(commit));
    const scopes = new Set([...own].map(scopeOf).filter((scope) => scope !== undefined));
    const isOwn = (name: PackageName): boolean => own.has(name) || scopes.has(scopeOf(name) ?? '');
    const ask = createUpstreamAudit({ url: upstream, fetch, timeout, isOwn });
    const { advisories, reason } = await ask(audited);
    if (reason !== undefined) onNote(reason);
    return advisories ?? new Map();
  };
}
