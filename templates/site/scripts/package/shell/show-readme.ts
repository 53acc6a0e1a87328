// The README of a version that has no page of its own: of its document, or else of its tarball.
import { tarballUrl } from '../../page.ts';
import { button, element } from '../element.ts';
import { loadInPanel } from '../tarball-panel.ts';
import { loadTarball } from '../tarball.ts';
import { TarballError } from '../tarball-error.ts';
import { findReadme } from './find-readme.ts';
import type { ShownVersion } from './shown-version.ts';

type Readme = NonNullable<ShownVersion['readme']>;

/** What is loaded without a question for a README: the reader came for less than a tarball. */
const byItself = { packed: 5e6, unpacked: 50e6 };

export async function showReadme(main: HTMLElement, shown: ShownVersion): Promise<void> {
  const place = main.querySelector<HTMLElement>('#readme .markdown');
  if (place === null) return;
  if (shown.readme !== undefined) {
    draw(place, shown.readme);
    return;
  }
  const url = tarballUrl(shown.name, shown.version);
  try {
    draw(place, findReadme(await loadTarball(url, { limits: byItself })));
  } catch (error) {
    if (!(error instanceof TarballError)) throw error;
    const load = button('Load the README from the tarball', () => {
      void loadInPanel(place, [url]).then(([files]) => draw(place, files && findReadme(files)));
    });
    place.replaceChildren(load);
  }
}

function draw(place: HTMLElement, readme: Readme | undefined): void {
  place.replaceChildren(
    readme === undefined
      ? element('p', { class: 'empty' }, ['This version has no README.'])
      : element('pre', {}, [readme.text]),
  );
}
