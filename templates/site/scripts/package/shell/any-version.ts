// The page that shows any version: /-/site/version/?package=<name>&version=<version>.
import { packageHref, searchHref } from '../../page.ts';
import { button, type Child, element, foreign, notice } from '../element.ts';
import { parsePackageName, parseVersion } from '../names.ts';
import { loadVersion } from '../version-document.ts';
import { LoadError } from '../version-list.ts';
import { drawVersion } from './draw-version.ts';
import { showReadme } from './show-readme.ts';
import { parseShownVersion } from './shown-version.ts';

/** Draws the version that the address names. */
export async function drawAnyVersion(): Promise<void> {
  const main = document.querySelector<HTMLElement>('main[data-any-version]');
  if (main === null) return;
  const query = new URLSearchParams(location.search);
  const name = parsePackageName(query.get('package'));
  const version = parseVersion(query.get('version'));
  if (name === undefined || version === undefined) {
    say(main, ['This address names no version of a package. ', searchLink('')]);
    return;
  }
  say(main, ['Loading ', foreign(`${name} ${version}`), '…']);
  try {
    await draw(main, name, version);
  } catch (error) {
    if (error instanceof LoadError && error.status === 404) {
      say(main, ['There is no package ', foreign(name), '. ', searchLink(name)]);
      return;
    }
    const again = button('Try again', () => location.reload());
    say(main, ['What the registry says of this version could not be loaded. ', again]);
  }
}

async function draw(main: HTMLElement, name: string, version: string): Promise<void> {
  const document = await loadVersion(name, version);
  if (document === undefined) {
    const page = element('a', { href: packageHref(name) }, ['See those there are']);
    say(main, ['There is no version ', foreign(version), ' of ', foreign(name), '. ', page]);
    return;
  }
  const shown = parseShownVersion({ name, version }, document);
  drawVersion(main, shown);
  void showReadme(main, shown);
}

function say(main: HTMLElement, children: readonly Child[]): void {
  (main.querySelector('#version') ?? main).replaceChildren(notice('', children));
}

function searchLink(text: string): HTMLElement {
  return element('a', { href: `${searchHref()}?q=${encodeURIComponent(text)}` }, ['Search']);
}
