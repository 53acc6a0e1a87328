// `stillpack trust`: which workflows may publish a package through a gateway, without a token of their own.
import { parsePackageName, parseTrustedPublisher } from '../change/parse-names.ts';
import { planTrust, publisherText } from '../change/plan-trust.ts';
import {
  trustedPublisherEntryOf,
  type TrustedPublisherEntry,
} from '../model/trusted-publishers.ts';
import { type ChangeOptions, type ChangeReport, commitPlan } from './change-repository.ts';
import { readHeldPackage } from './read-held.ts';
import { type ReadOptions, readRepository } from './read-repository.ts';

export interface TrustOptions extends ChangeOptions {
  readonly pkg: string;
  readonly publisher: TrustedPublisherEntry;
}

export interface TrustReport {
  /** As meta.json lists them. */
  readonly publishers: readonly TrustedPublisherEntry[];
  /** The same, a line for each. */
  readonly texts: readonly string[];
}

/** Throws OPTION_INVALID, and as `planTrust`. */
export async function addTrust(options: TrustOptions): Promise<ChangeReport> {
  return changeTrust({ ...options, isTrusted: true });
}

/** Throws OPTION_INVALID, and as `planTrust`. */
export async function removeTrust(options: TrustOptions): Promise<ChangeReport> {
  return changeTrust({ ...options, isTrusted: false });
}

/** Throws PACKAGE_UNKNOWN, META_INVALID. */
export async function listTrust({
  pkg,
  ...options
}: ReadOptions & { readonly pkg: string }): Promise<TrustReport> {
  const name = parsePackageName(pkg);
  return readRepository(options, async (repository) => {
    const { trustedPublishers } = (await readHeldPackage(repository, name)).meta;
    return {
      publishers: trustedPublishers.map(trustedPublisherEntryOf),
      texts: trustedPublishers.map(publisherText),
    };
  });
}

async function changeTrust({
  pkg,
  publisher,
  isTrusted,
  ...options
}: TrustOptions & { readonly isTrusted: boolean }): Promise<ChangeReport> {
  const [name, parsed] = [parsePackageName(pkg), [parseTrustedPublisher(publisher)]];
  return commitPlan(options, async (repository) =>
    planTrust({
      pkg: await readHeldPackage(repository, name),
      ...(isTrusted ? { add: parsed, remove: [] } : { add: [], remove: parsed }),
    }),
  );
}
