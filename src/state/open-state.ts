import { join } from 'node:path';
import { StillpackError } from '../errors.ts';
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
  try {
    return await openState(join(place.dir, options.slice(0, 32)), place.program);
  } catch (error) {
    const isOurs = error instanceof StillpackError;
    if (isOurs && (error.code === 'OUTPUT_BUSY' || error.code === 'OUTPUT_NOT_WRITABLE')) {
      return noState;
    }
    throw error;
  }
}
