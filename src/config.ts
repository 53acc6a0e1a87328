// stillpack.json: parsed, checked against its schema, frozen with every default.
import { configSchema } from './config-schema.ts';
import { StillpackError } from './errors.ts';
import { type Encoding, encodings } from './host/precompressed.ts';
import { isJsonObject } from './json.ts';
import { parseJson } from './parse-json.ts';
import { printable } from './printable.ts';
import {
  type ReviewPolicy,
  type ReviewPolicyFile,
  reviewPolicyOf,
} from './policy/review-policy.ts';
import { createSchemaCheck, describeFault } from './schema.ts';
import { type SiteConfig, type SiteConfigFile, siteConfigOf } from './site/site-config.ts';
import type { FileBytes } from './source/snapshot.ts';

export const configFileName = 'stillpack.json';

/** Which versions get a document of their own. */
export type VersionDocuments = 'all' | 'tagged' | 'none';

/** What stillpack.json says; what it leaves out has its default. */
export interface Config {
  /** The stillpack version or range that the registry is built with. */
  readonly stillpack: string | undefined;
  readonly url: string | undefined;
  /** @default 'static' */
  readonly host: string;
  /** @default false */
  readonly protected: boolean;
  /** @default 'all' */
  readonly versionDocuments: VersionDocuments;
  /** @default { readme: false } */
  readonly packument: { readonly readme: boolean };
  /** @default 'copy' */
  readonly pointers: 'copy' | 'redirect';
  /** In the order in which they are preferred. @default [] */
  readonly precompressed: readonly Encoding[];
  readonly gateway: GatewayPolicy;
  readonly review: ReviewPolicy;
  /** `undefined` where there is to be no website. @default the website, with its defaults */
  readonly site: SiteConfig | undefined;
}

/** Who may do what through the gateway, besides what packages and organisations say themselves. */
export interface GatewayPolicy {
  /** Users who may change everything. @default [] */
  readonly admins: readonly string[];
  /** Whether anybody may make an account. @default false */
  readonly signUp: boolean;
  /** Who may begin a package without a scope. @default 'users' */
  readonly newPackages: 'users' | 'admins';
  /** Who may begin an organisation. @default 'admins' */
  readonly newScopes: 'users' | 'admins';
}

/** The file's shape once the schema has passed it. */
type ConfigFile = Partial<Omit<Config, 'packument' | 'gateway' | 'review' | 'site'>> & {
  readonly packument?: Partial<Config['packument']>;
  readonly gateway?: Partial<GatewayPolicy>;
  readonly review?: ReviewPolicyFile;
  readonly site?: SiteConfigFile;
};

const checkConfig = createSchemaCheck(configSchema);

/** Parses stillpack.json; `undefined` stands for a repository without one. Throws CONFIG_INVALID. */
export function parseConfig(bytes: FileBytes | undefined): Config {
  const file = bytes === undefined ? {} : parseConfigFile(bytes);
  return Object.freeze({
    stillpack: file.stillpack,
    url: file.url,
    host: file.host ?? 'static',
    protected: file.protected ?? false,
    versionDocuments: file.versionDocuments ?? 'all',
    packument: Object.freeze({ readme: file.packument?.readme ?? false }),
    pointers: file.pointers ?? 'copy',
    precompressed: Object.freeze(encodings.filter((each) => file.precompressed?.includes(each))),
    gateway: Object.freeze({
      admins: file.gateway?.admins ?? [],
      signUp: file.gateway?.signUp ?? false,
      newPackages: file.gateway?.newPackages ?? 'users',
      newScopes: file.gateway?.newScopes ?? 'admins',
    }),
    review: reviewPolicyOf(file.review),
    site: siteConfigOf(file.site),
  });
}

function parseConfigFile(bytes: FileBytes): ConfigFile {
  const value = parseObject(bytes);
  const [fault] = checkConfig(value);
  if (fault !== undefined) {
    throw configInvalid(
      `${describeFault(configFileName, fault)}.`,
      fault.nearest === undefined
        ? 'Correct the value; the README lists every key.'
        : `Did you mean "${fault.nearest}"?`,
    );
  }
  // The schema is what this type stands for.
  return value as ConfigFile;
}

function parseObject(bytes: FileBytes): unknown {
  if (bytes === 'too-large' || bytes === 'not-a-blob') {
    const what = bytes === 'too-large' ? 'larger than any configuration' : 'no file in git';
    throw configInvalid(`${configFileName} is ${what}.`, '`stillpack init` writes one.');
  }
  const { value, fault } = parseJson(bytes, { uniqueKeys: true });
  if (fault !== undefined) {
    throw configInvalid(`${configFileName} ${fault}.`, 'Mend the file at that place.');
  }
  if (isJsonObject(value)) return value;
  throw configInvalid(
    `${configFileName} must hold a JSON object.`,
    'Begin it with "{"; `stillpack init` writes one.',
  );
}

/** The message may quote the file. */
function configInvalid(message: string, hint: string): StillpackError {
  return new StillpackError('CONFIG_INVALID', printable(message), { path: configFileName, hint });
}
