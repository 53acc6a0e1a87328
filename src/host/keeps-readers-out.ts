import type { Config } from '../config.ts';
import { hostPresetOf } from './host-preset-of.ts';

/** Whether a package may be restricted: the host keeps readers out, or the registry is protected as a whole. */
export function keepsReadersOut(config: Pick<Config, 'protected' | 'host'>): boolean {
  return config.protected || hostPresetOf(config.host).protectsReading;
}
