// The forge that a new repository is pushed to.
import { StillpackError } from '../errors.ts';

export const forges = ['github', 'gitlab', 'none'] as const;
export type ForgeName = (typeof forges)[number];

/** Hosts that are a part of a forge. */
const forgeOfPages: Readonly<Record<string, ForgeName>> = {
  'github-pages': 'github',
  'gitlab-pages': 'gitlab',
};

/** @default that of the host's pages, else GitHub. Throws OPTION_INVALID for no forge, and for pages of another one. */
export function parseForge(text: string | undefined, host: string): ForgeName {
  const own = forgeOfPages[host];
  const forge = text === undefined ? (own ?? 'github') : forges.find((name) => name === text);
  if (forge === undefined) {
    throw new StillpackError('OPTION_INVALID', `There is no forge ${JSON.stringify(text)}.`, {
      hint: `Choose one of ${forges.join(', ')}.`,
    });
  }
  if (own === undefined || forge === own || forge === 'none') return forge;
  throw new StillpackError('OPTION_INVALID', `${forge} does not deploy to ${host}.`, {
    hint: `Use --forge ${own}, or another --host.`,
  });
}
