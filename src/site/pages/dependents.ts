import { count } from '../../amounts.ts';
import type { OutputFile } from '../../output/output-file.ts';
import type { PackageName } from '../../package-name.ts';
import { pageFile, type Site } from '../site.ts';
import { lettersView, type ListNode, packageHref } from './listing.ts';

/** `kind` is the field of package.json that names it: `peerDependencies`. */
export type DependentRow = readonly [name: string, range: string, kind: string];

export interface DependentsInput extends ListNode<DependentRow> {
  readonly package: PackageName;
  /** Whether the package itself is in this registry: else it has no page here. */
  readonly isHere: boolean;
  /** Of the whole list, not of this node. */
  readonly total: number;
  readonly date: Date;
}

/**
 * GET /package/<name>/dependents/
 * GET /package/<name>/dependents/<prefix>/
 */
export function dependentsPage(site: Site, node: DependentsInput): OutputFile {
  const { package: name, isHere, prefix, total, date } = node;
  const urlOf = (of: string): string => site.urls.dependents(name, of);
  const rows = node.rows.map(([dependent, range, kind]) => {
    return { name: dependent, href: packageHref(site, dependent), range, kind };
  });
  return pageFile(site, {
    url: urlOf(prefix),
    owner: isHere ? name : undefined,
    date,
    template: 'dependents',
    title: `Dependents of ${name}`,
    description: `Packages on ${site.title} that depend on ${name}.`,
    view: {
      package: name,
      packageHref: isHere ? packageHref(site, name) : '',
      isHere,
      total: totalText(total),
      ...lettersView(site, node, urlOf),
      rows,
    },
  });
}

function totalText(total: number): string {
  if (total === 0) return 'Nothing in this registry depends on it.';
  return `${count(total, 'package')} in this registry ${total === 1 ? 'depends' : 'depend'} on it.`;
}
