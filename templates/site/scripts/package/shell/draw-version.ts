// The page of a version, drawn as the build writes those that have a file of their own.
import { count, formatBytes } from '../../../../../src/amounts.ts';
import { dependencyTarget } from '../../../../../src/site/package/dependency-target.ts';
import { packageHref, tarballUrl } from '../../page.ts';
import { type Child, element, foreign } from '../element.ts';
import { parsePackageName } from '../names.ts';
import { drawInstall } from './draw-install.ts';
import type { DependencyList, ShownVersion } from './shown-version.ts';

/** Fills `main`, which scripts then find as they find any package's page. */
export function drawVersion(main: HTMLElement, shown: ShownVersion): void {
  main.className = 'package';
  main.dataset['package'] = shown.name;
  main.dataset['version'] = shown.version;
  document.title = `${shown.name} ${shown.version}`;
  main.replaceChildren(
    drawHead(shown),
    drawInstall(shown),
    drawTabs(),
    drawPanels(shown),
    element('aside', { class: 'facts', 'aria-label': 'Facts' }, [drawFacts(shown)]),
  );
}

function drawHead({
  name,
  version,
  description,
  deprecation,
  ...shown
}: ShownVersion): HTMLElement {
  const lead =
    description === '' ? [] : [element('p', { class: 'lead', dir: 'auto' }, [description])];
  const warning =
    deprecation === ''
      ? []
      : [
          element('p', { class: 'note warn', role: 'note' }, [
            element('strong', {}, ['This version is deprecated.']),
            ' ',
            foreign(deprecation),
          ]),
        ];
  const latest = element('a', { href: packageHref(name) }, ['See the latest version']);
  return element('header', { class: 'package-head' }, [
    element('h1', {}, [element('span', {}, [name]), ' ', element('small', {}, [version])]),
    ...lead,
    element('ul', { class: 'meta' }, [
      element('li', {}, [sizeLine(shown)]),
      element('li', {}, [latest]),
    ]),
    ...warning,
  ]);
}

function sizeLine({
  unpackedSize,
  fileCount,
}: Pick<ShownVersion, 'unpackedSize' | 'fileCount'>): string {
  const size = unpackedSize === undefined ? [] : [`${formatBytes(unpackedSize)} unpacked`];
  const files = fileCount === undefined ? [] : [count(fileCount, 'file')];
  return [...size, ...files].join(', ');
}

const tabs = [
  ['readme', 'Readme'],
  ['versions', 'Versions'],
  ['dependencies', 'Dependencies'],
  ['dependents', 'Dependents'],
  ['files', 'Files'],
  ['changes', 'Changes'],
] as const;

function drawTabs(): HTMLElement {
  const links = tabs.map(([id, title]) => element('a', { href: `#${id}` }, [title]));
  return element('nav', { class: 'tabs', 'aria-label': 'Parts of this page' }, links);
}

function drawPanels(shown: ShownVersion): HTMLElement {
  const { name, version } = shown;
  const page = packageHref(name);
  const content: Readonly<Record<(typeof tabs)[number][0], readonly Child[]>> = {
    readme: [element('div', { class: 'markdown', dir: 'auto' })],
    versions: [paragraph(element('a', { href: `${page}#versions` }, ['All versions of ', name]))],
    dependencies:
      shown.dependencies.length === 0
        ? [element('p', { class: 'empty' }, ['This version depends on nothing.'])]
        : shown.dependencies.flatMap(drawDependencies),
    dependents: [
      paragraph(
        element('a', { href: `${page}dependents/` }, [
          `Packages of this registry that depend on ${name}`,
        ]),
      ),
    ],
    files: [
      paragraph(
        element('a', { href: tarballUrl(name, version), download: '' }, ['Download the tarball']),
      ),
    ],
    changes: [],
  };
  return element(
    'div',
    { class: 'panels' },
    tabs.map(([id, title]) =>
      element('section', { id, class: 'tab-panel', 'aria-labelledby': `${id}-title` }, [
        element('h2', { id: `${id}-title` }, [title]),
        ...content[id],
      ]),
    ),
  );
}

function paragraph(child: Child): HTMLElement {
  return element('p', {}, [child]);
}

function drawDependencies({ title, ranges }: DependencyList): readonly HTMLElement[] {
  const items = [...ranges].map(([name, range]) =>
    element('li', {}, [
      drawDependency(name, range),
      ' ',
      element('span', { class: 'range' }, [range]),
    ]),
  );
  return [
    element('h3', {}, [`${title} (${ranges.size})`]),
    element('ul', { class: 'dependency-list' }, items),
  ];
}

/** A link, but for what comes from no registry. */
function drawDependency(name: string, range: string): HTMLElement {
  const target = parsePackageName(dependencyTarget(name, range));
  if (target === undefined) return foreign(name);
  const attributes = { 'data-dependency': target, 'data-range': range };
  return element('a', { href: packageHref(target), ...attributes }, [name]);
}

function drawFacts(shown: ShownVersion): HTMLElement {
  const list = element('dl', { class: 'fact-list' });
  const add = (term: string, values: readonly (Child | undefined)[]): void => {
    const known = values.filter((value) => value !== undefined);
    if (known.length === 0) return;
    const details = known.map((value) => element('dd', { dir: 'auto' }, [value]));
    list.append(element('div', {}, [element('dt', {}, [term]), ...details]));
  };
  const pairs = (entries: ReadonlyMap<string, string>): readonly string[] =>
    [...entries].map(([key, text]) => `${key} ${text}`);
  add('Licence', [shown.license]);
  add('Unpacked size', [
    shown.unpackedSize === undefined ? undefined : formatBytes(shown.unpackedSize),
  ]);
  add('Files', [shown.fileCount?.toString()]);
  add('Engines', pairs(shown.engines));
  add(
    'Install scripts',
    pairs(shown.installScripts).map((text) => element('code', {}, [text])),
  );
  add('Published by', [shown.publisher]);
  add('Maintainers', shown.maintainers);
  add('Homepage', [webLink(shown.homepage)]);
  add('Repository', [webLink(shown.repository)]);
  add('Integrity', [shown.integrity && element('code', {}, [shown.integrity])]);
  return list;
}

function webLink(href: string | undefined): HTMLElement | undefined {
  return href === undefined
    ? undefined
    : element('a', { href, rel: 'noopener nofollow ugc' }, [href.replace(/^https?:\/\//, '')]);
}
