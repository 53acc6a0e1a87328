// Options that every command which reads the registry repository has.
import type { Argv } from 'yargs';
import { textOption } from '../text-option.ts';

export interface RepositoryArgs {
  readonly repo: string;
  readonly engine: 'auto' | 'git' | 'isomorphic-git';
  readonly json: boolean;
}

export function repositoryOptions(yargs: Argv): Argv<RepositoryArgs> {
  return yargs
    .option('repo', textOption({ default: '.', describe: 'the registry repository' }))
    .option('engine', {
      choices: ['auto', 'git', 'isomorphic-git'] as const,
      default: 'auto' as const,
      requiresArg: true,
      describe: 'how git is read: the installed program, or the embedded library',
    })
    .option('json', {
      type: 'boolean',
      default: false,
      describe: 'print one JSON document on stdout',
    });
}
