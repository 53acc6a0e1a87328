// The command line → an Invocation. yargs parses and explains; it runs nothing itself.
import yargs, { type Arguments, type Argv } from 'yargs';
import type { Command, CommandGroup, Invocation } from './command.ts';
import { accessGroup } from './commands/access.ts';
import { addCommand } from './commands/add.ts';
import { automergeCommand } from './commands/automerge.ts';
import { buildCommand } from './commands/build.ts';
import { codeownersCommand } from './commands/codeowners.ts';
import { deprecateCommand, undeprecateCommand } from './commands/deprecate.ts';
import { diffCommand } from './commands/diff.ts';
import { fetchCommand } from './commands/fetch.ts';
import { gatewayCommand } from './commands/gateway.ts';
import { initCommand } from './commands/init.ts';
import { orgGroup } from './commands/org.ts';
import { ownerGroup } from './commands/owner.ts';
import { purgeCommand } from './commands/purge.ts';
import { reviewCommand } from './commands/review.ts';
import { serveCommand } from './commands/serve.ts';
import { tagGroup } from './commands/tag.ts';
import { teamGroup } from './commands/team.ts';
import { tokenGroup } from './commands/token.ts';
import { trustGroup } from './commands/trust.ts';
import { unpublishCommand } from './commands/unpublish.ts';
import { uploadCommand } from './commands/upload.ts';
import { userGroup } from './commands/user.ts';
import { verifyCommand } from './commands/verify.ts';
import { waitCommand } from './commands/wait.ts';
import { emptyTextIn } from './text-option.ts';

/** What yargs made of the command line: something to run, or text to print. */
export type Parsed = {
  /** Results, refusals and usage errors are wanted as a JSON document, whether or not a command was understood. */
  readonly json: boolean;
} & (
  { readonly invocation: Invocation } | { readonly help: string } | { readonly usageError: string }
);

export async function parseArgs(argv: readonly string[], version: string): Promise<Parsed> {
  let invocation: Invocation | undefined;
  let output = '';
  let json = false;
  let failure: string | undefined;
  const isJson = (args: Record<string, unknown>): boolean =>
    // A boolean where the command is known, else what the user wrote.
    args['json'] === true || args['json'] === 'true';
  /** Ends yargs where it has called a handler: it would go on to write the command's help, as long as all before took. */
  const understood = new Error('The command line is understood.');

  const register = <Args>(parser: Argv, command: Command<Args>, group = ''): Argv =>
    parser.command(
      command.usage,
      command.summary,
      (inner) => command.options(inner.usage(usageText(`$0 ${group}${command.usage}`, command))),
      (args) => {
        const empty = emptyTextIn(args);
        if (empty !== undefined) failure ??= `"${empty}" needs a value that is not empty.`;
        const { whenRefused, failure: code } = command;
        invocation = { run: (io) => command.run(args, io), whenRefused, failure: code };
        json = isJson(args);
        // Else the help that was asked for would not come out.
        if (args['help'] !== true && args['version'] !== true) throw understood;
      },
    );

  const registerGroup = (parser: Argv, group: CommandGroup): Argv =>
    parser.command(group.name, group.summary, (inner) => {
      group.register((command) => register(inner, command, `${group.name} `));
      return (
        inner
          .usage(usageText(`$0 ${group.name} <command>`, group))
          // Else `tag --json add` would take `add` for its value.
          .option('json', { type: 'boolean', describe: 'print one JSON document on stdout' })
          .demandCommand(1, `Name a command of ${group.name}.`)
      );
    });

  let parser: Argv = yargs()
    .scriptName('stillpack')
    .usage(
      usageText('$0 <command>', {
        summary: 'The npm registry that needs no server',
        examples: [
          ['init --url https://npm.acme.example/ --host nginx', 'make a registry repository'],
          ['add ./ui-2.0.0.tgz', 'commit a package to it'],
          ['build --out public', 'turn the commit into a registry'],
        ],
      }),
    )
    .version(version)
    .help()
    .strict()
    .recommendCommands()
    .demandCommand(1, 'Name a command.')
    .wrap(100)
    // An option given twice: the last one counts, as everywhere. A dot in an option's name is part of the name.
    .parserConfiguration({ 'duplicate-arguments-array': false, 'dot-notation': false })
    .exitProcess(false)
    .fail((message, error: Error | undefined) => {
      // yargs types `error` as always there; a usage error comes without one.
      failure ??= error?.message ?? message;
    });
  parser = register(parser, initCommand);
  parser = register(parser, addCommand);
  parser = register(parser, uploadCommand);
  parser = registerGroup(parser, tagGroup);
  parser = register(parser, deprecateCommand);
  parser = register(parser, undeprecateCommand);
  parser = register(parser, unpublishCommand);
  parser = register(parser, purgeCommand);
  parser = registerGroup(parser, ownerGroup);
  parser = registerGroup(parser, accessGroup);
  parser = registerGroup(parser, orgGroup);
  parser = registerGroup(parser, teamGroup);
  parser = registerGroup(parser, trustGroup);
  parser = register(parser, codeownersCommand);
  parser = register(parser, buildCommand);
  parser = register(parser, fetchCommand);
  parser = register(parser, serveCommand);
  parser = register(parser, gatewayCommand);
  parser = register(parser, verifyCommand);
  parser = register(parser, waitCommand);
  parser = register(parser, diffCommand);
  parser = register(parser, reviewCommand);
  parser = register(parser, automergeCommand);
  parser = registerGroup(parser, userGroup);
  parser = registerGroup(parser, tokenGroup);

  const onParsed = (_error: unknown, args: Arguments, text: string): void => {
    output = text;
    json = isJson(args);
  };
  try {
    await parser.parseAsync([...argv], {}, onParsed);
  } catch (error) {
    if (error !== understood) {
      // Where a command loads its options, yargs 18 rejects with some of what it otherwise hands to `fail`.
      if (!(error instanceof Error) || error.name !== 'YError') throw error;
      failure ??= error.message;
      json = argv.some((arg) => arg === '--json' || arg === '--json=true');
    }
  }
  if (failure !== undefined) return { json, usageError: failure };
  // `--help` and `--version` make text; yargs still calls the handler afterwards.
  if (output !== '' || invocation === undefined) return { json, help: output };
  return { json, invocation };
}

/** The head of a help text: examples first. yargs takes spaces off the beginning of its lines. */
function usageText(
  usage: string,
  { summary, examples }: Pick<Command<unknown>, 'summary' | 'examples'>,
): string {
  const width = Math.max(...examples.map(([line]) => line.length));
  const lines = examples.map(([line, what]) => `$ stillpack ${line.padEnd(width)}  ${what}`);
  return [usage, '', `${summary}.`, '', 'Examples:', ...lines].join('\n');
}
