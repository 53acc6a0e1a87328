import type { ChangeAuthor } from '../change/change.ts';

/** Who commits where git knows nobody, as on a fresh machine or in a container. */
export const fallbackIdentity: ChangeAuthor = {
  name: 'stillpack',
  email: 'noreply@stillpack.example',
};
