import { staticLayout } from './flat-layout.ts';
import { commonFiles } from './host-files.ts';
import type { HostPreset } from './host-preset.ts';

/** Any server of files, with no configuration at all. */
export const staticHost: HostPreset = {
  name: 'static',
  layout: staticLayout,
  limits: {},
  protectsReading: false,
  negotiates: false,
  configFiles: commonFiles,
};
