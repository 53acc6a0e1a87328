// stillpack.json: parsed, checked against its schema, frozen with every default.
import { configSchema } from './config-schema.ts';
import { StillpackError } from './errors.ts';
import { isJsonObject } from './json.ts';
import { printable } from './problems.ts';
import { repeatedKeyOf } from './repeated-key.ts';
import { createSchemaCheck, describeFault } from './schema.ts';

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
}

/** The file's shape once the schema has passed it. */
type ConfigFile = Partial<Omit<Config, 'packument'>> & {
  readonly packument?: Partial<Config['packument']>;
};

const checkConfig = createSchemaCheck(configSchema);

/** Parses stillpack.json; `undefined` stands for a repository without one. Throws CONFIG_INVALID. */
export function parseConfig(text: string | undefined): Config {
  const file = text === undefined ? {} : parseConfigFile(text);
  return Object.freeze({
    stillpack: file.stillpack,
    url: file.url,
    host: file.host ?? 'static',
    protected: file.protected ?? false,
    versionDocuments: file.versionDocuments ?? 'all',
    packument: Object.freeze({ readme: file.packument?.readme ?? false }),
    pointers: file.pointers ?? 'copy',
  });
}

function parseConfigFile(text: string): ConfigFile {
  const value = parseJson(text);
  const [fault] = checkConfig(value);
  if (fault !== undefined) {
    throw new StillpackError(
      'CONFIG_INVALID',
      printable(`${describeFault(configFileName, fault)}.`),
      {
        path: configFileName,
        hint:
          fault.nearest === undefined
            ? 'Correct the value; the README lists every key.'
            : `Did you mean "${fault.nearest}"?`,
      },
    );
  }
  // The schema is what this type stands for.
  return value as ConfigFile;
}

function parseJson(text: string): unknown {
  try {
    const json = text.replace(/^\uFEFF/, '');
    const value: unknown = JSON.parse(json);
    const repeated = repeatedKeyOf(json);
    if (repeated !== undefined) throw new Error(`the key "${repeated}" is there twice`);
    if (isJsonObject(value)) return value;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    const message = printable(`${configFileName} is not valid JSON: ${reason}.`);
    throw new StillpackError('CONFIG_INVALID', message, {
      path: configFileName,
      hint: 'Mend the file at that place.',
      cause,
    });
  }
  throw new StillpackError('CONFIG_INVALID', `${configFileName} must hold a JSON object.`, {
    path: configFileName,
    hint: 'Begin it with "{"; `stillpack init` writes one.',
  });
}
