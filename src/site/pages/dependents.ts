import { count } from '../../amounts.ts';
import type { OutputFile } from '../../output/output-file.ts';
import type { PackageName } from '../../package-name.ts';
import { pageFile, type Site } from '../site.ts';
import { lettersView, type ListNode, packageHref } from './listing.ts';

/** `kind` is the field of package.json that names it: `peerDependencies`. */
export type DependentRow = readonly [name: string, range: string, kind: string];

export interface DependentsInput extends ListNode<DependentRow> {
  readonly package: PackageName;
  /** Whether the package itself is in this registry, else it has no page here. Only the whole list knows it. */
  readonly isHere: boolean;
  /** Of the packages whose name begins with `prefix`. */
  readonly count: number;
  readonly date: Date;
}

/**
 * GET /package/<name>/dependents/
 * GET /package/<name>/dependents/<prefix>/
 */
export function dependentsPage(site: Site, node: DependentsInput): OutputFile {
  const { package: name, isHere, prefix, date } = node;
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
      lead: leadOf(node),
      ...lettersView(site, node, urlOf),
      rows,
    },
  });
}

function leadOf({ package: name, isHere, prefix, count: number }: DependentsInput): string {
  const [packages, depend] = [count(number, 'package'), number === 1 ? 'depends' : 'depend'];
  if (prefix !== '') return `${packages} whose name begins with ${prefix} ${depend} on it.`;
  const found =
    number === 0
      ? 'Nothing in this registry depends on it.'
      : `${packages} in this registry ${depend} on it.`;
  return isHere ? found : `${name} is not in this registry. ${found}`;
}
