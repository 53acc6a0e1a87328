// The README of a version that has no page of its own: of its document, or else of its tarball.
import { startImages } from '../../images.ts';
import { imagePolicy, tarballUrl } from '../../page.ts';
import { askWorker } from '../ask-worker.ts';
import { button, element } from '../element.ts';
import { readPackagePage } from '../package-page.ts';
import { startReadmeImages } from '../readme-images.ts';
import { loadInPanel } from '../tarball-panel.ts';
import { loadTarball } from '../tarball.ts';
import { TarballError } from '../tarball-error.ts';
import { findReadme } from './find-readme.ts';
import type { ShownVersion } from './shown-version.ts';

type Readme = NonNullable<ShownVersion['readme']>;

/** What is loaded without a question for a README: the reader came for less than a tarball. */
const byItself = { packed: 5e6, unpacked: 50e6 };
/** The build gives up after less, on a machine that has nothing else to do. */
const milliseconds = 10_000;

export async function showReadme(main: HTMLElement, shown: ShownVersion): Promise<void> {
  const place = main.querySelector<HTMLElement>('#readme .markdown');
  if (place === null) return;
  const draw = (readme: Readme | undefined): Promise<void> => drawReadme(place, readme, shown);
  if (shown.readme !== undefined) {
    await draw(shown.readme);
    return;
  }
  const url = tarballUrl(shown.name, shown.version);
  try {
    await draw(findReadme(await loadTarball(url, { limits: byItself })));
  } catch (error) {
    if (!(error instanceof TarballError)) throw error;
    const load = button('Load the README from the tarball', () => {
      void loadInPanel(place, [url]).then(([files]) => draw(files && findReadme(files)));
    });
    place.replaceChildren(load);
  }
}

async function drawReadme(
  place: HTMLElement,
  readme: Readme | undefined,
  { repository, directory }: ShownVersion,
): Promise<void> {
  if (readme === undefined) {
    place.replaceChildren(element('p', { class: 'empty' }, ['This version has no README.']));
    return;
  }
  const html = await askWorker<string>(
    () => new Worker(new URL('./readme-worker.ts', import.meta.url), { type: 'module' }),
    {
      ...readme,
      images: imagePolicy(),
      repository: repository === undefined ? undefined : { url: repository, directory },
    },
    milliseconds,
  );
  if (html === undefined) {
    place.replaceChildren(element('pre', {}, [readme.text]));
    return;
  }
  // Safe by the same rules as in a page that was built; and nothing in a parsed document runs or loads.
  const { body } = new DOMParser().parseFromString(html, 'text/html');
  place.replaceChildren(...document.importNode(body, true).childNodes);
  startImages();
  const page = readPackagePage();
  if (page !== undefined) await startReadmeImages(page);
}
