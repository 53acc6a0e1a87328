// meta.json's `trustedPublishers`: workflows of a CI service that may publish a package without a stored token.
import { isSafeUrl } from '../safe-url.ts';

/** How a CI service words the claims of its id tokens. */
export type Ci = 'github' | 'gitlab';

/** The issuers that meta.json may call by a name. */
export const issuerUrls: Readonly<Record<Ci, string>> = {
  github: 'https://token.actions.githubusercontent.com',
  gitlab: 'https://gitlab.com',
};

export interface TrustedPublisher {
  /** The `iss` of its tokens, letter by letter. */
  readonly issuer: string;
  /** `acme/ui`; on GitLab with all groups. */
  readonly repository: string;
  /** The workflow's file: `publish.yml` below .github/workflows, on GitLab its path in the repository. */
  readonly workflow: string;
  /** A deployment environment that the job must run in. @default any, or none */
  readonly environment: string | undefined;
  /** A branch or tag such as `refs/heads/main`; `*` at the end stands for any rest. @default any */
  readonly ref: string | undefined;
  /** The id that the CI service gave the repository's owner, which no later owner of the name has. @default any */
  readonly ownerId: string | undefined;
}

/** One of the list as meta.json writes it. */
export interface TrustedPublisherEntry {
  readonly issuer: string;
  readonly repository: string;
  readonly workflow: string;
  readonly environment?: string;
  readonly ref?: string;
  readonly ownerId?: string;
}

export interface EntryFault {
  readonly key: keyof TrustedPublisherEntry;
  /** The end of a sentence that begins with the key. */
  readonly expected: string;
}

/** The first thing wrong with an entry; `undefined` when it can be compared with what an issuer says. */
export function entryFaultOf(entry: TrustedPublisherEntry): EntryFault | undefined {
  const [fault] = entryFaults(entry);
  return fault;
}

function* entryFaults({
  issuer,
  repository,
  workflow,
  environment,
  ref,
  ownerId,
}: TrustedPublisherEntry): Generator<EntryFault> {
  const url = issuerUrlOf(issuer);
  if (!isIssuerUrl(url)) {
    yield { key: 'issuer', expected: 'must be `github`, `gitlab` or the https URL of an issuer' };
  }
  const isGithub = url === issuerUrls.github;
  if (!(isGithub ? /^[\w.-]+\/[\w.-]+$/ : /^[\w.-]+(?:\/[\w.-]+)+$/).test(repository)) {
    yield { key: 'repository', expected: 'must be an owner and a name, such as `acme/ui`' };
  }
  if (!(isGithub ? workflowFile : workflowPath).test(workflow)) {
    yield {
      key: 'workflow',
      expected: isGithub
        ? 'must be the name of a file in .github/workflows, such as `publish.yml`'
        : 'must be the path of a .yml file in the repository, such as `.gitlab-ci.yml`',
    };
  }
  if (environment !== undefined && !plainText.test(environment)) {
    yield { key: 'environment', expected: 'must be the name of an environment' };
  }
  if (ref !== undefined && !/^refs\/(?:heads|tags)\/[^\p{C} *?[\\^~:]*\*?$/u.test(ref)) {
    yield { key: 'ref', expected: 'must be like `refs/heads/main` or `refs/tags/v*`' };
  }
  if (ownerId !== undefined && !/^\d{1,20}$/.test(ownerId)) {
    yield { key: 'ownerId', expected: 'must be a number, written as a text' };
  }
}

/** An `@` would make it unclear where the file's name ends and the ref begins. */
const workflowFile = /^[^/@\\\p{C}]{1,255}\.ya?ml$/u;
const workflowPath = /^(?!\/)[^@\\\p{C}]{1,1000}\.ya?ml$/u;
const plainText = /^[^\p{C}]{1,255}$/u;

export function trustedPublisherOf(entry: TrustedPublisherEntry): TrustedPublisher {
  const { repository, workflow, environment, ref, ownerId } = entry;
  return { issuer: issuerUrlOf(entry.issuer), repository, workflow, environment, ref, ownerId };
}

/** What two that trust the same have in common. */
export function trustKeyOf(publisher: TrustedPublisher): string {
  return JSON.stringify(trustedPublisherEntryOf(publisher));
}

/** The other way; an issuer that has a name is called by it. */
export function trustedPublisherEntryOf(publisher: TrustedPublisher): TrustedPublisherEntry {
  const { repository, workflow, environment, ref, ownerId } = publisher;
  return {
    issuer: issuerNameOf(publisher.issuer),
    repository,
    workflow,
    ...(environment === undefined ? {} : { environment }),
    ...(ref === undefined ? {} : { ref }),
    ...(ownerId === undefined ? {} : { ownerId }),
  };
}

/**
 * Whether keys may be asked from there: https, or http on this machine, and nothing but a host and a path, without
 * a slash at the end, as issuers write themselves.
 */
export function isIssuerUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  const plain = `${url.origin}${url.pathname === '/' ? '' : url.pathname}`;
  return isSafeUrl(url) && text === plain && !text.endsWith('/');
}

function issuerUrlOf(text: string): string {
  return text === 'github' || text === 'gitlab' ? issuerUrls[text] : text;
}

function issuerNameOf(url: string): string {
  return Object.entries(issuerUrls).find(([, known]) => known === url)?.[0] ?? url;
}
