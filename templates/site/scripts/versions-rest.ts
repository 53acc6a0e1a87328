// The versions that a long table leaves out, as the packument has them.
import prerelease from 'semver/functions/prerelease.js';
import { formatBytes } from '../../../src/amounts.ts';
import { anyVersionHref, packumentUrl } from './page.ts';
import { element } from './package/element.ts';
import { countOf, isRecord } from './package/record.ts';
import { loadJson, versionsIn } from './package/version-list.ts';

/** Adds a row for each, latest first, in the table's columns: version, tags, date, publisher, size. Throws when it cannot load. */
export async function addOtherVersions(table: HTMLTableElement): Promise<void> {
  const name = document.querySelector<HTMLElement>('main[data-package]')?.dataset['package'] ?? '';
  const packument = await loadJson(packumentUrl(name));
  const time = recordIn(packument, 'time');
  const rows = [...table.querySelectorAll<HTMLElement>('tr[data-version]')];
  const shown = new Set(rows.map(({ dataset }) => dataset['version']));
  const others = [...versionsIn(packument)].filter(([version]) => !shown.has(version));
  const made = others.map(([version, manifest]) =>
    rowOf({ name, version, manifest, date: textIn(time, version).slice(0, 10) }),
  );
  table.tBodies[0]?.append(...made);
}

interface OtherVersion {
  readonly name: string;
  readonly version: string;
  readonly manifest: unknown;
  readonly date: string;
}

function rowOf({ name, version, manifest, date }: OtherVersion): HTMLElement {
  const size = countOf(recordIn(manifest, 'dist')['unpackedSize']);
  const link = element('a', { class: 'version-name', href: anyVersionHref(name, version) }, [
    version,
  ]);
  const deprecated = textIn(isRecord(manifest) ? manifest : {}, 'deprecated');
  return element(
    'tr',
    {
      'data-version': version,
      'data-prerelease': prerelease(version, { loose: true }) !== null,
      'data-deprecated': deprecated !== '',
    },
    [
      element('th', { scope: 'row' }, [link]),
      element('td'),
      element('td', { class: 'fixed' }, [date]),
      element('td', { dir: 'auto' }, [textIn(recordIn(manifest, '_npmUser'), 'name')]),
      element('td', { class: 'fixed number' }, [size === undefined ? '' : formatBytes(size)]),
    ],
  );
}

function recordIn(value: unknown, key: string): Readonly<Record<string, unknown>> {
  const found = isRecord(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  return isRecord(found) ? found : {};
}

function textIn(record: Readonly<Record<string, unknown>>, key: string): string {
  const value = Object.hasOwn(record, key) ? record[key] : undefined;
  return typeof value === 'string' ? value : '';
}
