import type { Command, CommandGroup } from '../command.ts';
import { printJson, printRow } from '../report.ts';
import {
  type ChangeArgs,
  changeOptions,
  changeOptionsOf,
  readOptionsOf,
  reportChange,
} from './change-options.ts';
import { type PackageArgs, packagePosition, type SpecArgs, specPosition } from './positions.ts';
import { type RepositoryArgs, repositoryOptions } from './repository-options.ts';

export const tagGroup: CommandGroup = {
  name: 'tag',
  summary: 'Set, remove and list dist-tags',
  examples: [
    ['tag add @acme/ui@2.0.0-rc.1 next', 'point next at a version'],
    ['tag add @acme/ui@1.4.0 latest', 'keep latest on a version'],
    ['tag rm @acme/ui next', 'remove it'],
    ['tag ls @acme/ui', 'which tag points where'],
  ],
  register: (add) => {
    add(addTagCommand);
    add(removeTagCommand);
    add(listTagsCommand);
  },
};

const addTagCommand: Command<ChangeArgs & SpecArgs & { readonly tag: string }> = {
  usage: 'add <spec> [tag]',
  summary: 'Point a dist-tag at a version',
  examples: [['tag add @acme/ui@2.0.0-rc.1 next', 'as npm dist-tag add does']],
  options: (yargs) =>
    specPosition(changeOptions(yargs), 'the package and its version').positional('tag', {
      type: 'string',
      default: 'latest',
      describe: 'the dist-tag',
    }),
  run: async (args, io) => {
    const { addTag } = await import('../../src/verbs/tags.ts');
    const { spec, tag } = args;
    return reportChange(io, await addTag({ ...changeOptionsOf(args, io), spec, tag }), args);
  },
};

const removeTagCommand: Command<ChangeArgs & PackageArgs & { readonly tag: string }> = {
  usage: 'rm <pkg> <tag>',
  summary: 'Remove a dist-tag; latest is always there',
  examples: [['tag rm @acme/ui next', 'as npm dist-tag rm does']],
  options: (yargs) =>
    packagePosition(changeOptions(yargs)).positional('tag', {
      type: 'string',
      demandOption: true,
      describe: 'the dist-tag',
    }),
  run: async (args, io) => {
    const { removeTag } = await import('../../src/verbs/tags.ts');
    const { pkg, tag } = args;
    return reportChange(io, await removeTag({ ...changeOptionsOf(args, io), pkg, tag }), args);
  },
};

const listTagsCommand: Command<RepositoryArgs & PackageArgs> = {
  usage: 'ls <pkg>',
  summary: 'List dist-tags',
  examples: [['tag ls @acme/ui', 'as npm dist-tag ls does']],
  options: (yargs) => packagePosition(repositoryOptions(yargs)),
  run: async (args, io) => {
    const { listTags } = await import('../../src/verbs/tags.ts');
    const tags = await listTags({ ...readOptionsOf(args, io), pkg: args.pkg });
    if (args.json) printJson(io, { ok: true, tags: Object.fromEntries(tags) });
    else for (const [tag, version] of tags) printRow(io, `${tag}: ${version}`);
    return 0;
  },
};
