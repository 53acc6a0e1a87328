// What the user may ask of a build, and the one place that knows every default.
import { type Config, configFileName } from './config.ts';
import { sha256Hex } from './digest.ts';
import { StillpackError } from './errors.ts';
import { hostPresetOf, hostPresets } from './host/host-preset-of.ts';
import type { HostPreset } from './host/host-preset.ts';
import type { Encoding } from './host/precompressed.ts';
import { parseJobs } from './jobs.ts';
import type { OnProgress } from './progress.ts';
import { parsePublicUrl } from './public-url.ts';
import type { SiteConfig } from './site/site-config.ts';
import type { Environment } from './source/environment.ts';
import type { StatePlace } from './state/open-state.ts';

export type { Environment };

export type EngineChoice = 'auto' | 'git' | 'isomorphic-git';

export interface BuildOptions {
  /** The registry repository. */
  readonly repo: string;
  /** @default 'HEAD' */
  readonly ref?: string | undefined;
  /** The output folder. */
  readonly out: string;
  /** Overrides stillpack.json. */
  readonly url?: string | undefined;
  /** The preset's name, overrides stillpack.json; a preset itself where it has no name that users may give. */
  readonly host?: string | HostPreset | undefined;
  /** @default 'auto' */
  readonly engine?: EngineChoice | undefined;
  /** Packages examined at the same time. @default the machine's cores */
  readonly jobs?: number | undefined;
  /** Warnings count as errors, and any error writes nothing. @default false */
  readonly strict?: boolean | undefined;
  /** Puts the README of the latest version into the packument. @default what stillpack.json says */
  readonly readmeInPackument?: boolean | undefined;
  /** `false` leaves the website out. @default what stillpack.json says */
  readonly site?: boolean | undefined;
  /** Adds what the work tree has and the commit has not. @default false */
  readonly dirty?: boolean | undefined;
  /** Where `stillpack fetch` keeps bytes. */
  readonly cacheDir: string;
  /** Lets a build look only at what changed since the last one. @default nothing is kept */
  readonly state?: StatePlace | undefined;
  readonly env: Environment;
  /** For COMMIT_DATE alone: nothing that is written depends on it. */
  readonly now?: Date | undefined;
  readonly onProgress?: OnProgress | undefined;
}

/** What decides the bytes of the output, besides the commit. */
export interface ContentOptions {
  readonly url: URL;
  readonly host: string;
  readonly protected: boolean;
  readonly versionDocuments: Config['versionDocuments'];
  readonly readmeInPackument: boolean;
  readonly pointers: Config['pointers'];
  readonly precompressed: readonly Encoding[];
  /** `undefined` for no website. */
  readonly site: SiteConfig | undefined;
}

/** Complete and frozen: what the stages get their values from. */
export interface Options {
  readonly content: ContentOptions;
  /** The preset that `content.host` names. */
  readonly preset: HostPreset;
  readonly jobs: number;
  readonly strict: boolean;
}

/**
 * Checks the values that need nothing but themselves, before a history is walked for a request that cannot be
 * met. Throws URL_INVALID, HOST_UNKNOWN.
 */
export function checkAsked({ url, host }: BuildOptions): void {
  if (url !== undefined) parsePublicUrl(url);
  if (host !== undefined) presetOf(host);
}

/**
 * Joins the command's options and stillpack.json. Throws URL_MISSING, URL_INVALID, HOST_UNKNOWN, OPTION_INVALID, and
 * CONFIG_INVALID for what the host cannot do.
 */
export function createOptions(asked: BuildOptions, config: Config): Options {
  const preset = presetOf(asked.host ?? config.host);
  return Object.freeze({
    content: Object.freeze({
      url: publicUrlOf(asked, config),
      host: preset.name,
      protected: config.protected,
      versionDocuments: config.versionDocuments,
      readmeInPackument: asked.readmeInPackument ?? config.packument.readme,
      pointers: config.pointers,
      precompressed: precompressedOf(asked, { config, preset }),
      site: asked.site === false ? undefined : config.site,
    }),
    preset,
    jobs: parseJobs(asked.jobs),
    strict: asked.strict ?? false,
  });
}

/** Names what decides the bytes: builds with other options keep nothing for each other. */
export function contentDigest({ content }: Options): string {
  return sha256Hex(JSON.stringify(content));
}

function publicUrlOf(asked: BuildOptions, config: Config): URL {
  if (asked.url !== undefined) return parsePublicUrl(asked.url);
  if (config.url !== undefined) return parsePublicUrl(config.url, configFileName);
  throw new StillpackError('URL_MISSING', "The registry's public URL is not known.", {
    hint: 'Set "url" in stillpack.json, or give --url: every packument names its tarballs by absolute URLs.',
  });
}

/** A host without a name that users may give, as that of `serve`, is not the one that stillpack.json speaks of. */
function precompressedOf(
  asked: BuildOptions,
  { config, preset }: { readonly config: Config; readonly preset: HostPreset },
): readonly Encoding[] {
  if (preset.servesTwins === true || config.precompressed.length === 0) return config.precompressed;
  if (typeof asked.host === 'object') return [];
  const able = hostPresets.filter(({ servesTwins }) => servesTwins === true);
  throw new StillpackError(
    'CONFIG_INVALID',
    `"precompressed" in ${configFileName} is for hosts that can be told to serve compressed twins; ${preset.name} cannot.`,
    {
      path: configFileName,
      hint: `Remove it, or choose one of these hosts: ${able.map(({ name }) => name).join(', ')}.`,
    },
  );
}

function presetOf(host: string | HostPreset): HostPreset {
  return typeof host === 'string' ? hostPresetOf(host) : host;
}
