import type { CommandGroup } from '../command.ts';
import { changeCommand } from './change-command.ts';
import { listCommand, listingOf } from './list-command.ts';
import { type PackageArgs, packagePosition, type SpecArgs, specPosition } from './positions.ts';

const verbs = () => import('../../src/verbs/tags.ts');

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

const addTagCommand = changeCommand<SpecArgs & { readonly tag: string }>({
  usage: 'add <spec> [tag]',
  summary: 'Point a dist-tag at a version',
  examples: [['tag add @acme/ui@2.0.0-rc.1 next', 'as npm dist-tag add does']],
  options: (yargs) =>
    specPosition(yargs, 'the package and its version').positional('tag', {
      type: 'string',
      default: 'latest',
      describe: 'the dist-tag',
    }),
  change: async (options, { spec, tag }) => (await verbs()).addTag({ ...options, spec, tag }),
});

const removeTagCommand = changeCommand<PackageArgs & { readonly tag: string }>({
  usage: 'rm <pkg> <tag>',
  summary: 'Remove a dist-tag; latest is always there',
  examples: [['tag rm @acme/ui next', 'as npm dist-tag rm does']],
  options: (yargs) =>
    packagePosition(yargs).positional('tag', {
      type: 'string',
      demandOption: true,
      describe: 'the dist-tag',
    }),
  change: async (options, { pkg, tag }) => (await verbs()).removeTag({ ...options, pkg, tag }),
});

const listTagsCommand = listCommand<PackageArgs>({
  usage: 'ls <pkg>',
  summary: 'List dist-tags',
  examples: [['tag ls @acme/ui', 'as npm dist-tag ls does']],
  options: packagePosition,
  list: async (options, { pkg }) =>
    listingOf('tags', await (await verbs()).listTags({ ...options, pkg })),
});
