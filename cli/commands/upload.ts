import { reportProblems } from '../../src/build-report.ts';
import type { UploadReport } from '../../src/index.ts';
import type { Command } from '../command.ts';
import { forgeApiOption, forgeFor, remoteOf } from '../forge-options.ts';
import type { Io } from '../io.ts';
import { arrow, formatBytes, paint, printJson, printLine, printProblems } from '../report.ts';
import { textOption } from '../text-option.ts';

interface UploadArgs {
  readonly files: readonly string[] | undefined;
  readonly to: string;
  readonly branch: string | undefined;
  readonly 'pull-request': boolean;
  readonly 'forge-api': string | undefined;
  readonly tag: string | undefined;
  readonly provenance: boolean;
  readonly message: string | undefined;
  readonly 'author-name': string | undefined;
  readonly 'author-email': string | undefined;
  readonly 'dry-run': boolean;
  readonly json: boolean;
}

export const uploadCommand: Command<UploadArgs> = {
  usage: 'upload [files..]',
  summary: 'Commit tarballs or package folders to a registry repository elsewhere, without a clone',
  examples: [
    ['upload ui-2.0.0.tgz --to git@forge.example:acme/registry.git', 'a commit of its branch'],
    [
      "upload 'dist/*.tgz' --to https://forge.example/acme/registry.git --pull-request",
      'for review',
    ],
  ],
  options: (yargs) =>
    yargs
      .positional('files', {
        type: 'string',
        array: true,
        describe: '.tgz files, package folders, or patterns of them',
      })
      .option(
        'to',
        textOption({
          demandOption: true,
          describe: 'the registry repository: a URL or a folder',
        }),
      )
      .option(
        'branch',
        textOption({ describe: "the branch that is the registry [default: the remote's own]" }),
      )
      .option('pull-request', {
        type: 'boolean',
        default: false,
        describe: 'commit to a branch of its own, and open a pull request',
      })
      .option('forge-api', forgeApiOption('--to'))
      .option(
        'tag',
        textOption({
          describe: 'a dist-tag for the versions; one other than latest leaves latest where it is',
        }),
      )
      .option('provenance', {
        type: 'boolean',
        default: true,
        describe: 'take <file>.sigstore along, where it lies beside a tarball',
      })
      .option('message', textOption({ alias: 'm', describe: 'the commit message' }))
      .option(
        'author-name',
        textOption({ describe: 'who uploads [default: as git is configured, or the CI run says]' }),
      )
      .option('author-email', textOption({ describe: 'their address [default: likewise]' }))
      .option('dry-run', {
        type: 'boolean',
        default: false,
        describe: 'only say what would happen',
      })
      .option('json', { type: 'boolean', default: false, describe: 'print the report as JSON' }),
  run: async (args, io) => {
    const { readAuthor } = await import('../../src/upload/read-author.ts');
    const { upload } = await import('../../src/upload/upload.ts');
    const { 'author-name': name, 'author-email': email } = args;
    const given = { ...(name !== undefined && { name }), ...(email !== undefined && { email }) };
    const remote = await remoteOf(args.to, io);
    const isProposed = args['pull-request'];
    const report = await upload({
      files: args.files ?? [],
      cwd: io.cwd,
      remote,
      branch: args.branch,
      mode: isProposed ? 'pull-request' : 'direct',
      forge: isProposed
        ? await forgeFor(remote, { api: args['forge-api'], env: io.env })
        : undefined,
      tag: args.tag,
      provenance: args.provenance,
      author: await readAuthor({ env: io.env, cwd: io.cwd, given }),
      message: args.message,
      env: io.env,
      dryRun: args['dry-run'],
      onProgress: (line) => printLine(io, line),
    });
    const problems = reportProblems(report.warnings, { strict: false });
    if (args.json) {
      printJson(io, { ok: true, dryRun: args['dry-run'], ...report, warnings: problems });
      return 0;
    }
    printProblems(io, problems);
    printUpload(io, report, args['dry-run']);
    return 0;
  },
};

function printUpload(io: Io, report: UploadReport, dryRun: boolean): void {
  const { added, unchanged, commit, branch, pullRequest } = report;
  for (const { name, version, path } of unchanged) {
    printLine(io, paint('dim', 'there already'), name, version, `(${path})`);
  }
  const verb = dryRun ? paint('yellow', 'would upload') : paint('green', 'uploaded');
  for (const { name, version, path, size } of added) {
    const place = `${path} (${formatBytes(size)})`;
    printLine(io, verb, name, version, paint('dim', '→'), place);
  }
  if (commit !== undefined) {
    printLine(io, paint('green', 'pushed'), commit.slice(0, 12), paint('dim', '→'), branch);
  } else if (!dryRun) {
    printLine(io, 'Nothing to do.');
  }
  if (pullRequest !== undefined) printLine(io, arrow, pullRequest.text);
}
