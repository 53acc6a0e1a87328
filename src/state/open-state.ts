import { join } from 'node:path';
import { attempt } from './hint-disk.ts';
import { noState } from './no-state.ts';
import { openState, type StateFolder } from './state-folder.ts';

/** Where builds keep what the next one need not find out again. */
export interface StatePlace {
  readonly dir: string;
  /** Names the bytes of the program: another one may see everything otherwise. */
  readonly program: string;
}

/**
 * What builds with these options keep; nothing where nothing may be kept, as when another build is using it: then
 * this one only takes longer.
 */
export async function openStateOf(
  place: StatePlace | undefined,
  options: string,
): Promise<StateFolder> {
  if (place === undefined) return noState;
  const dir = join(place.dir, options.slice(0, 32));
  return attempt(() => openState(dir, place.program), noState);
}
