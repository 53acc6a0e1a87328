import type { Options } from 'yargs';

interface TextOption {
  readonly type: 'string';
  readonly requiresArg: true;
  readonly coerce: (value: unknown) => string;
}

/** An option whose value is text; `--no-name`, which yargs makes `false` of, counts as an empty one. */
export function textOption<const Given extends Options>(given: Given): TextOption & Given {
  return {
    ...given,
    type: 'string',
    requiresArg: true,
    coerce: (value) => (typeof value === 'string' ? value : ''),
  };
}

/**
 * The first argument that is an empty text, by its name. None may be: an empty path would be the working directory,
 * and what a script forgot to fill in a default.
 */
export function emptyTextIn(args: object): string | undefined {
  const isEmpty = (value: unknown): boolean =>
    value === '' || (Array.isArray(value) && value.includes(''));
  return Object.entries(args).find(([, value]) => isEmpty(value))?.[0];
}
