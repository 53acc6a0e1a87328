// Two versions beside each other: what package.json says, and which files differ.
import { count, formatBytes } from '../../../../../src/amounts.ts';
import { element, foreign, notice } from '../element.ts';
import { type Comparison, queryOf } from '../permalink.ts';
import type { TarFiles } from '../tar-files.ts';
import { createDiff } from './diff-view.ts';
import { type FileChange, fileChanges, totalSize } from './file-changes.ts';
import { type ManifestChange, manifestChanges } from './manifest-changes.ts';

/** Rows of the list of files. */
const mostListed = 2000;

export interface CompareView {
  readonly element: HTMLElement;
  /** Shows the difference of a file, or of none. */
  show(path: string | undefined): void;
  /** The file after or before the one that is shown; the first or the last when there is none. */
  beside(step: 1 | -1): string | undefined;
}

export interface CompareViewOptions {
  readonly comparison: Comparison;
  readonly from: TarFiles;
  readonly to: TarFiles;
}

export function createCompareView({ comparison, from, to }: CompareViewOptions): CompareView {
  const changes = fileChanges(from, to);
  const list = element(
    'ul',
    { class: 'file-tree', 'aria-label': 'Files that differ' },
    changes.slice(0, mostListed).map((change) => element('li', {}, [linkTo(change, comparison)])),
  );
  const place = element('div', { class: 'file-view' });
  const left = changes.length - mostListed;
  const more = left > 0 ? [notice(`${count(left, 'more file')} differ.`)] : [];
  let shown: string | undefined;
  return {
    element: element('div', { class: 'compared' }, [
      summary(changes, from, to),
      ...manifestTables(from, to),
      element('div', { class: 'viewer' }, [element('div', {}, [list, ...more]), place]),
    ]),
    show(path) {
      shown = path;
      for (const link of list.querySelectorAll('a')) {
        if (link.dataset['path'] === path) link.setAttribute('aria-current', 'page');
        else link.removeAttribute('aria-current');
      }
      void showFile(place, path, { from, to }, () => shown === path);
    },
    beside(step) {
      const at = changes.findIndex(({ path }) => path === shown);
      return changes[at < 0 ? (step > 0 ? 0 : changes.length - 1) : at + step]?.path;
    },
  };
}

const signs = { added: '+', removed: '−', changed: '±' } as const;

function linkTo({ kind, path, before, after }: FileChange, compare: Comparison): HTMLElement {
  const size = kind === 'removed' ? `−${formatBytes(before)}` : formatBytes(after);
  const attributes = { href: queryOf(location.search, { compare, file: path }), 'data-path': path };
  return element('a', attributes, [
    element('span', { class: kind, title: kind }, [
      element('span', { 'aria-hidden': 'true' }, [`${signs[kind]} `]),
      element('span', { class: 'visually-hidden' }, [`${kind}: `]),
    ]),
    foreign(path),
    ' ',
    element('small', {}, [size]),
  ]);
}

async function showFile(
  place: HTMLElement,
  path: string | undefined,
  { from, to }: { readonly from: TarFiles; readonly to: TarFiles },
  isWanted: () => boolean,
): Promise<void> {
  if (path === undefined) {
    place.replaceChildren(element('p', { class: 'progress' }, ['Choose a file.']));
    return;
  }
  const [before, after] = [from.get(path), to.get(path)];
  const title = element('h3', { tabindex: -1 }, [foreign(path)]);
  const bar = element('div', { class: 'file-bar' }, [title]);
  place.replaceChildren(bar, element('p', { class: 'progress' }, ['Comparing…']));
  title.focus();
  const content =
    before === undefined && after === undefined
      ? notice('Neither version has this file.')
      : await createDiff(before, after);
  if (isWanted()) place.replaceChildren(bar, content);
  if (isWanted()) title.focus();
}

function summary(changes: readonly FileChange[], from: TarFiles, to: TarFiles): HTMLElement {
  const of = (kind: FileChange['kind']): number =>
    changes.filter((change) => change.kind === kind).length;
  const [before, after] = [totalSize(from), totalSize(to)];
  const text =
    changes.length === 0
      ? 'Both versions have the same files. '
      : `${count(of('added'), 'file')} added, ${of('removed')} removed, ${of('changed')} changed. `;
  return element('p', { role: 'status' }, [
    `${text}Size: ${formatBytes(before)} before, ${formatBytes(after)} after.`,
  ]);
}

function manifestTables(from: TarFiles, to: TarFiles): readonly HTMLElement[] {
  return manifestChanges(from, to).map(({ name, changes }) => {
    const heads = ['Name', 'Before', 'After'].map((head) =>
      element('th', { scope: 'col' }, [head]),
    );
    const table = element('table', { class: 'table' }, [
      element('caption', {}, [name]),
      element('thead', {}, [element('tr', {}, heads)]),
      element('tbody', {}, changes.map(manifestRow)),
    ]);
    // It may be wider than a narrow screen, and is then scrolled by itself.
    const region = {
      class: 'scroll',
      tabindex: 0,
      role: 'region',
      'aria-label': `Changes of ${name}`,
    };
    return element('div', region, [table]);
  });
}

function manifestRow({ key, before, after }: ManifestChange): HTMLElement {
  const cell = (tag: 'del' | 'ins', text: string | undefined): HTMLElement =>
    element('td', {}, [text === undefined ? '–' : element(tag, { dir: 'auto' }, [text])]);
  return element('tr', {}, [
    element('th', { scope: 'row' }, [foreign(key)]),
    cell('del', before),
    cell('ins', after),
  ]);
}
