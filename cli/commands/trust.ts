import type { Argv } from 'yargs';
import type { TrustOptions } from '../../src/index.ts';
import type { CommandGroup } from '../command.ts';
import { textOption } from '../text-option.ts';
import { changeCommand } from './change-command.ts';
import { listCommand } from './list-command.ts';
import { type PackageArgs, packagePosition } from './positions.ts';

const verbs = () => import('../../src/verbs/trust.ts');

export const trustGroup: CommandGroup = {
  name: 'trust',
  summary: 'Which workflows may publish a package through a gateway, without a token',
  examples: [
    ['trust add @acme/ui --repository acme/ui --workflow publish.yml', 'of GitHub Actions'],
    [
      'trust add @acme/ui --issuer gitlab --repository acme/ui --workflow .gitlab-ci.yml',
      'of GitLab',
    ],
    ['trust rm @acme/ui --repository acme/ui --workflow publish.yml', 'or no longer'],
    ['trust ls @acme/ui', 'which they are'],
  ],
  register: (add) => {
    add(addTrustCommand);
    add(removeTrustCommand);
    add(listTrustCommand);
  },
};

interface TrustArgs extends PackageArgs {
  readonly issuer: string;
  readonly repository: string;
  readonly workflow: string;
  readonly environment: string | undefined;
  readonly ref: string | undefined;
  readonly 'owner-id': string | undefined;
}

function trustOptions<Args>(yargs: Argv<Args>): Argv<Args & TrustArgs> {
  return packagePosition(yargs)
    .option(
      'issuer',
      textOption({ default: 'github', describe: 'github, gitlab, or the URL of an issuer' }),
    )
    .option(
      'repository',
      textOption({ demandOption: true, describe: 'where the workflow is, such as acme/ui' }),
    )
    .option(
      'workflow',
      textOption({
        demandOption: true,
        describe: 'a file in .github/workflows; for GitLab its path, such as .gitlab-ci.yml',
      }),
    )
    .option('environment', textOption({ describe: 'only jobs in this environment' }))
    .option(
      'ref',
      textOption({ describe: 'only this branch or tag: refs/heads/main, "refs/tags/v*"' }),
    )
    .option(
      'owner-id',
      textOption({ describe: 'only while the repository has the owner of this number' }),
    );
}

function publisherOf(args: TrustArgs): TrustOptions['publisher'] {
  const { issuer, repository, workflow, environment, ref, 'owner-id': ownerId } = args;
  return {
    issuer,
    repository,
    workflow,
    ...(environment === undefined ? {} : { environment }),
    ...(ref === undefined ? {} : { ref }),
    ...(ownerId === undefined ? {} : { ownerId }),
  };
}

const addTrustCommand = changeCommand<TrustArgs>({
  usage: 'add <pkg>',
  summary: 'Let a workflow publish a package',
  examples: [
    ['trust add @acme/ui --repository acme/ui --workflow publish.yml', 'of GitHub Actions'],
    [
      'trust add @acme/ui --repository acme/ui --workflow publish.yml --environment npm',
      'and only jobs that somebody approved, where the environment asks for it',
    ],
  ],
  options: trustOptions,
  change: async (options, args) =>
    (await verbs()).addTrust({ ...options, pkg: args.pkg, publisher: publisherOf(args) }),
});

const removeTrustCommand = changeCommand<TrustArgs>({
  usage: 'rm <pkg>',
  summary: 'Let it publish no longer; say what was said when it was added',
  examples: [['trust rm @acme/ui --repository acme/ui --workflow publish.yml', 'the same words']],
  options: trustOptions,
  change: async (options, args) =>
    (await verbs()).removeTrust({ ...options, pkg: args.pkg, publisher: publisherOf(args) }),
});

const listTrustCommand = listCommand<PackageArgs>({
  usage: 'ls <pkg>',
  summary: 'List the workflows that may publish a package',
  examples: [['trust ls @acme/ui', 'issuer, repository, workflow, and what else must hold']],
  options: packagePosition,
  list: async (options, { pkg }) => {
    const { publishers, texts } = await (await verbs()).listTrust({ ...options, pkg });
    return { json: { publishers }, rows: texts };
  },
});
