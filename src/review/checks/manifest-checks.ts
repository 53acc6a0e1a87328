import type { Check } from '../check.ts';
import { checkAbout } from './about.ts';
import { checkDependencies } from './dependencies.ts';
import { checkEntryPoints } from './entry-points.ts';
import { checkLicence } from './licence.ts';
import { checkName } from './name.ts';
import { checkVersion } from './version.ts';

/** What is looked at in package.json, and in the name and number of a version. */
export const manifestChecks: readonly Check[] = [
  checkName,
  checkVersion,
  checkLicence,
  checkAbout,
  checkDependencies,
  checkEntryPoints,
];
