import { directoryLayout } from './directory-layout.ts';
import { commonFiles } from './host-files.ts';
import type { HostPreset } from './host-preset.ts';

/** `/foo` is a redirect to `/foo/`, since a folder wins over `foo.html`; every client but vlt follows it. */
export const gitlabPages: HostPreset = {
  name: 'gitlab-pages',
  layout: directoryLayout,
  limits: { files: 200_000, siteBytes: 1e9 },
  protectsReading: false,
  negotiates: false,
  configFiles: commonFiles,
};
