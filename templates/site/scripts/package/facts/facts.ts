// What only the whole registry knows: the size of an install, who depends on the package, and the graph.
import { count, formatBytes } from '../../../../../src/amounts.ts';
import { roundedText } from '../../../../../src/site/listings/rounded-count.ts';
import { packageHref } from '../../page.ts';
import { element } from '../element.ts';
import type { PackagePage } from '../package-page.ts';
import { whenSeen } from '../show-tab.ts';
import { loadVersion } from '../version-document.ts';
import { type Closure, closureOf, type InstalledVersion } from './closure.ts';
import { markDependencyLinks } from './dependency-links.ts';
import type { PackageFacts } from './facts-node.ts';
import { createRegistrySource } from './registry-source.ts';
import { installedVersion } from './version-manifest.ts';

/** A page without shards (they cost files) says as much as it did before. */
export async function startFacts(page: PackagePage): Promise<void> {
  const source = createRegistrySource();
  const facts = await source.factsOf(page.name).catch(() => undefined);
  if (facts === undefined) return;
  showDependents(page, facts);
  const root = await rootOf(page, facts);
  if (root === undefined) return;
  await markDependencyLinks(page.main, source, page.version === facts.latest ? root : undefined);
  const closure = await closureOf(root, source).catch(() => undefined);
  if (closure === undefined) return;
  showInstallSize(page, closure);
  showGraph(page, closure);
}

async function rootOf(
  { name, version }: PackagePage,
  { latest, size, dependencies }: PackageFacts,
): Promise<InstalledVersion | undefined> {
  if (version === latest) return { name, version, size, dependencies };
  const manifest = await loadVersion(name, version).catch(() => undefined);
  return manifest === undefined ? undefined : installedVersion(name, version, manifest);
}

/** Below the short facts that the page states itself, above those that take a line of their own. */
function addFact(main: HTMLElement, term: string, content: Node | string): void {
  const row = element('div', {}, [element('dt', {}, [term]), element('dd', {}, [content])]);
  const list = main.querySelector('.fact-list');
  list?.insertBefore(row, list.querySelector('.long'));
}

function showDependents({ main, name }: PackagePage, { dependents }: PackageFacts): void {
  const text = roundedText(dependents);
  const href = `${packageHref(name)}dependents/`;
  addFact(main, 'Dependents', dependents === 0 ? text : element('a', { href }, [text]));
  const number = element('span', { class: 'tab-count' }, [text]);
  main.querySelector('.tabs a[href="#dependents"]')?.append(' ', number);
  if (dependents > 0) return;
  const link = main.querySelector('#dependents a');
  link?.replaceWith(`No other package of this registry depends on ${name}.`);
}

function showInstallSize({ main }: PackagePage, { nodes, size, isCut, outside }: Closure): void {
  const others = [
    ...(nodes.size > 1 ? [`with ${count(nodes.size - 1, 'other package')}`] : []),
    ...(outside.size > 0 ? [`${outside.size} of other registries not counted`] : []),
  ];
  const more = others.length > 0 ? `, ${others.join(', ')}` : '';
  addFact(main, 'Install size', `${isCut ? 'more than ' : ''}${formatBytes(size)}${more}`);
}

/** Drawn when the reader comes to it: the layout is a library of its own. */
function showGraph({ main }: PackagePage, closure: Closure): void {
  const section = main.querySelector<HTMLElement>('#dependencies');
  if (section === null || closure.nodes.size < 2) return;
  const place = element('div');
  section.append(place);
  whenSeen(section, () => {
    void import('./graph-view.ts').then(({ createGraph }) =>
      place.replaceChildren(...createGraph(closure)),
    );
  });
}
