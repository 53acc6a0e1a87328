import { distance } from 'fastest-levenshtein';
import { StillpackError } from '../errors.ts';
import { apache } from './apache.ts';
import { azure } from './azure.ts';
import { caddy } from './caddy.ts';
import { cloudflarePages } from './cloudflare-pages.ts';
import { firebase } from './firebase.ts';
import { githubPages } from './github-pages.ts';
import { gitlabPages } from './gitlab-pages.ts';
import type { HostPreset } from './host-preset.ts';
import { netlify } from './netlify.ts';
import { nginx } from './nginx.ts';
import { s3 } from './s3.ts';
import { staticHost } from './static.ts';
import { vercel } from './vercel.ts';

/** Every preset a user may choose, sorted by name. */
export const hostPresets: readonly HostPreset[] = [
  apache,
  azure,
  caddy,
  cloudflarePages,
  firebase,
  githubPages,
  gitlabPages,
  netlify,
  nginx,
  s3,
  staticHost,
  vercel,
];

/** The preset that a user names; that of `stillpack serve` is none of them. Throws HOST_UNKNOWN. */
export function hostPresetOf(name: string): HostPreset {
  const found = hostPresets.find((preset) => preset.name === name);
  if (found !== undefined) return found;
  const names = hostPresets.map((preset) => preset.name);
  const nearest = names.toSorted((a, b) => distance(name, a) - distance(name, b))[0];
  throw new StillpackError(
    'HOST_UNKNOWN',
    `There is no host preset ${JSON.stringify(name)}; there are ${names.join(', ')}.`,
    { hint: `Did you mean ${nearest ?? 'static'}? For any other host, static works.` },
  );
}
