// People as links to their pages.
import type { Package, Person } from '../../model/package.ts';
import { userNameOf } from '../../model/user-name.ts';
import type { SiteUrls } from '../site-urls.ts';
import { clip } from './take-within.ts';

/** Code points. */
const longestName = 60;

export interface PersonView {
  readonly text: string;
  /** `undefined` for who is no user of the registry, as far as the package tells. */
  readonly href: string | undefined;
}

/** Maintainers and collaborators are users; so is whose address stands in users/. */
export function personViews(urls: SiteUrls, pkg: Package): (person: Person) => PersonView {
  const known = new Set([...pkg.maintainers.map(({ name }) => name), ...pkg.collaborators.keys()]);
  return ({ name, email }) => {
    const login = userNameOf(name);
    const isUser = login !== undefined && (email !== undefined || known.has(login));
    return {
      text: clip(name, longestName),
      href: isUser ? urls.href(urls.user(login)) : undefined,
    };
  };
}
