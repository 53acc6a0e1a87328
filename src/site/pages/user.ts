import type { User } from '../../model/users.ts';
import type { OutputFile } from '../../output/output-file.ts';
import { pageFile, type Site } from '../site.ts';
import { type ListNode, listingView } from './listing.ts';

export interface UserInput extends ListNode {
  readonly login: string;
  /** `undefined` where the user has packages, and no file in users/. */
  readonly user: User | undefined;
  readonly date: Date;
}

/**
 * GET /~<user>/
 * GET /~<user>/<prefix>/
 */
export function userPage(site: Site, node: UserInput): OutputFile {
  const { login, user, prefix, date } = node;
  // No address: pages are where those who send spam look for them.
  const urlOf = (of: string): string => site.urls.user(login, of);
  const { name = '', forge = '' } = (prefix === '' ? user : undefined) ?? {};
  return pageFile(site, {
    url: urlOf(prefix),
    date,
    template: 'user',
    title: `~${login}`,
    description: `Packages of ${login} on ${site.title}.`,
    view: {
      login,
      hasProfile: name !== '' || forge !== '',
      name,
      forge,
      ...listingView(site, node, urlOf),
    },
  });
}
