import type { StateFolder } from './state-folder.ts';

const nothing = (): Promise<undefined> => Promise.resolve(undefined);

const writesNothing = {
  writePackage: nothing,
  writeReadme: nothing,
  writeNode: nothing,
  writeDerived: nothing,
  beginAnew: () => undefined,
  finish: nothing,
  close: nothing,
};

/** Keeps nothing: every build looks at everything. */
export const noState: StateFolder = {
  ...writesNothing,
  last: undefined,
  readPackage: () => Promise.resolve('unknown'),
  readNode: () => Promise.resolve('unknown'),
  readFiles: () => Promise.resolve(new Map()),
  names: nothing,
  readReadme: nothing,
  readDerived: nothing,
};

/** What was kept stays as it is. */
export function readOnly(state: StateFolder): StateFolder {
  return { ...state, ...writesNothing };
}
