import { directoryLayout } from './directory-layout.ts';
import { commonFiles } from './host-files.ts';
import type { HostPreset } from './host-preset.ts';

/** No headers, no rewrites: `max-age=600` and the content types are GitHub's. */
export const githubPages: HostPreset = {
  name: 'github-pages',
  layout: directoryLayout,
  limits: { siteBytes: 1e9 },
  protectsReading: false,
  negotiates: false,
  configFiles: commonFiles,
};
