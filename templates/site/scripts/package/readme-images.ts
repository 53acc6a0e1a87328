// Pictures of a README that lie in the tarball: `<img data-file>` get their bytes from there.
import { element, button } from './element.ts';
import { imageTypeOf, imageUrl } from './files/file-content.ts';
import { ownPictures } from './own-pictures.ts';
import type { PackagePage } from './package-page.ts';
import { tarballUrl } from '../page.ts';
import { loadInPanel } from './tarball-panel.ts';
import type { TarFiles } from './tar-files.ts';
import { loadTarball, type TarballLimits } from './tarball.ts';
import { TarballError } from './tarball-error.ts';

/** What a page loads for its pictures by itself: for more, the reader is asked. */
const byItself: TarballLimits = { packed: 5e6, unpacked: 50e6 };

export async function startReadmeImages(page: PackagePage): Promise<void> {
  const images = ownPictures(page.main);
  if (images.length === 0) return;
  const url = tarballUrl(page.name, page.version);
  try {
    fill(images, await loadTarball(url, { limits: byItself }));
  } catch (error) {
    if (!(error instanceof TarballError)) throw error;
    if (error.code === 'TARBALL_TOO_LARGE') ask(images, url);
  }
}

function ask(images: readonly HTMLImageElement[], url: string): void {
  const panel = element('div');
  const load = button('Load the pictures of this README', () => {
    void loadInPanel(panel, [url]).then(([files]) => {
      if (files !== undefined) fill(images, files);
    });
  });
  panel.append(load);
  images[0]?.closest('section')?.prepend(panel);
}

function fill(images: readonly HTMLImageElement[], files: TarFiles): void {
  for (const image of images) {
    const path = image.dataset['file'] ?? '';
    const bytes = files.get(path);
    const type = imageTypeOf(path);
    // What is no picture keeps its text.
    if (bytes !== undefined && type !== undefined) image.src = imageUrl(bytes, type);
  }
}
