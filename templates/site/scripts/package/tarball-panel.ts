// A tarball being loaded, as the reader sees it: how far it is, what went wrong, and what can be done then.
import { formatBytes } from '../../../../src/amounts.ts';
import { button, element, notice } from './element.ts';
import type { TarFiles } from './tar-files.ts';
import { hardLimits, loadTarball, type OnProgress, type TarballLimits } from './tarball.ts';
import { TarballError } from './tarball-error.ts';

/** The files of all `urls`, in their order; what is to be said on the way is said in `panel`, which is empty afterwards. */
export async function loadInPanel(
  panel: HTMLElement,
  urls: readonly string[],
  limits?: TarballLimits,
): Promise<readonly TarFiles[]> {
  const progress = element('progress', { 'aria-label': 'Loading the tarball' });
  const text = element('span', { role: 'status' }, ['Loading the tarball…']);
  panel.replaceChildren(element('p', { class: 'progress' }, [text, ' ', progress]));
  try {
    const options = limits === undefined ? {} : { limits };
    const onProgress = shownProgress(progress);
    const files = await Promise.all(
      urls.map((url) => loadTarball(url, { ...options, onProgress })),
    );
    panel.replaceChildren();
    return files;
  } catch (error) {
    if (!(error instanceof TarballError)) throw error;
    return await afterError(panel, urls, { error, asked: limits !== undefined });
  }
}

function shownProgress(progress: HTMLProgressElement): OnProgress {
  return (loaded, total) => {
    progress.title = formatBytes(loaded);
    if (total === undefined) return;
    progress.max = total;
    progress.value = loaded;
  };
}

/** Goes on when the reader says so. */
function afterError(
  panel: HTMLElement,
  urls: readonly string[],
  { error, asked }: { readonly error: TarballError; readonly asked: boolean },
): Promise<readonly TarFiles[]> {
  return new Promise((resolve, reject) => {
    const again = (label: string, limits?: TarballLimits): HTMLButtonElement =>
      button(label, () => {
        loadInPanel(panel, urls, limits).then(resolve, reject);
      });
    const tooLarge = error.code === 'TARBALL_TOO_LARGE';
    const actions = tooLarge
      ? asked
        ? []
        : [again('Load anyway', hardLimits)]
      : error.code === 'BROWSER_TOO_OLD'
        ? []
        : [again('Try again', asked ? hardLimits : undefined)];
    panel.replaceChildren(notice(`${error.message} ${error.hint} `, actions));
  });
}
