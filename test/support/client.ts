// What the suites need to know of an npm client: how a user sets it up, and its commands.
import type { ToolId } from './tools/tool.ts';

/** The arguments of one command line. */
export type Args = readonly string[];

/** Where packages come from: all of them, or those of one scope. */
export interface Source {
  /** Ends in `/`. */
  readonly registry: string;
  /** With the `@`. @default every package */
  readonly scope?: string;
}

/** What npm, and most clients after it, read in `.npmrc`. */
export function npmrcOf({ registry, scope }: Source): string {
  return scope === undefined ? `registry=${registry}\n` : `${scope}:registry=${registry}\n`;
}

export interface Client {
  readonly tool: ToolId;
  /** The program's name. */
  readonly program: string;
  /** Another client, first on the PATH, that it runs for commands it does not have itself. */
  readonly runs?: ToolId;
  readonly lockFile: string;
  /** What this client needs in package.json. */
  readonly manifest?: object;
  /**
   * The set-up that the README gives for this client, by path from the project (`~/` is the user's home): the
   * registry, packages that are installed on the day they are published (`@acme/*`), and the packages whose
   * install scripts may run (`acme-script`).
   */
  configFiles(source: Source): Readonly<Record<string, string>>;
  add(...specs: readonly string[]): Args;
  /** Installs what the lock file says, and fails when that is not possible. */
  readonly frozenInstall: Args;
  /** Prints the version that a spec means. */
  view(spec: string): Args;
  /** Prints the dist-tags; `undefined` when the client has no such command. */
  readonly distTags: ((name: string) => Args) | undefined;
  /** A command that tells of `acme-old`'s deprecation, and what it prints about it. */
  readonly deprecation: { readonly args: Args; readonly says: string };
  /** Command lines, in order, whose last one runs the bin of a package that is not a dependency. */
  exec(name: string, argument: string): readonly Args[];
}
