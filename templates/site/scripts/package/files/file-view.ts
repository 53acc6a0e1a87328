// One file: what it is called, what can be done with it, and what is in it.
import { formatBytes } from '../../../../../src/amounts.ts';
import { copyText } from '../../copy-text.ts';
import { button, element, foreign, notice } from '../element.ts';
import { formatLines, type Lines } from '../permalink.ts';
import { colour, createCode, linesAtOnce, markLines, partOf } from './code-view.ts';
import { imageUrl, readContent, reorderedText, splitLines } from './file-content.ts';
import { highlight } from './highlight.ts';
import { selectableLines } from './line-selection.ts';
import type { HighlightAnswer } from './highlight-worker.ts';

/** Of a text, in bytes: what is larger can only be downloaded. */
const largestText = 50e6;

export interface FileViewOptions {
  readonly path: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly lines: Lines | undefined;
  /** `location` takes up the lines that the reader chose. */
  readonly onSelect: (lines: Lines) => void;
}

export interface FileView {
  readonly element: HTMLElement;
  /** Marks the lines and brings them into view. */
  show(lines: Lines | undefined): void;
  /** Marks them where they are. */
  mark(lines: Lines): void;
  /** To the file's name. */
  focus(): void;
}

export function createFileView(options: FileViewOptions): FileView {
  const { path, bytes } = options;
  const title = element('h3', { tabindex: -1 }, [foreign(path)]);
  const content = bytes.length > largestText ? undefined : readContent(path, bytes);
  const actions = [
    button('Copy path', () => void copyText(path)),
    ...(content?.kind === 'text'
      ? [button('Copy content', () => void copyText(content.text))]
      : []),
    downloadButton(path, bytes),
  ];
  const bar = element('div', { class: 'file-bar' }, [title, formatBytes(bytes.length), ...actions]);
  const view = element('div', {}, [bar]);
  const focus = (): void => title.focus();
  const still = { element: view, show: () => undefined, mark: () => undefined, focus };
  if (content === undefined) {
    view.append(notice(`This file has ${formatBytes(bytes.length)}: too much to be shown.`));
    return still;
  }
  if (content.kind === 'binary') {
    view.append(notice(`This is a binary file of ${formatBytes(bytes.length)}.`));
    return still;
  }
  if (content.kind === 'image') {
    view.append(createImage(path, bytes, content.type));
    return still;
  }
  if (content.replaced) view.append(notice('Some bytes of this file are no UTF-8.'));
  if (content.reordered) view.append(notice(reorderedText));
  return { element: view, focus, ...showText(view, content.text, options) };
}

function createImage(path: string, bytes: Uint8Array<ArrayBuffer>, type: string): HTMLElement {
  const image = element('img', { src: imageUrl(bytes, type), alt: path });
  image.addEventListener('error', () =>
    image.replaceWith(notice('The browser cannot show this picture.')),
  );
  return element('p', { class: 'file-picture' }, [image]);
}

/** Adds the text. */
function showText(
  view: HTMLElement,
  text: string,
  { path, lines: asked, onSelect }: FileViewOptions,
): Pick<FileView, 'show' | 'mark'> {
  const lines = splitLines(text);
  const place = element('div', { class: 'code-scroll' });
  view.append(place);
  let selected = asked;
  let first = 0;
  let tokens: HighlightAnswer;
  let code: HTMLElement | undefined;
  const showPart = (part: number): void => {
    first = part;
    code = createCode({ lines, first, hrefOf: (line) => formatLines({ first: line, last: line }) });
    if (tokens !== undefined) colour(code, tokens);
    selectableLines(code, () => selected, onSelect);
    markLines(code, selected);
    place.replaceChildren(...partButtons(lines.length, first, showPart), code);
  };
  const show: FileView['show'] = (wanted) => {
    selected = wanted;
    const part = partOf(Math.min(wanted?.first ?? 1, lines.length));
    if (part !== first) showPart(part);
    if (code !== undefined) markLines(code, wanted)?.scrollIntoView({ block: 'center' });
  };
  showPart(partOf(Math.min(asked?.first ?? 1, lines.length)));
  void highlight(path, text).then((found) => {
    tokens = found;
    if (found !== undefined && code !== undefined) colour(code, found);
  });
  return {
    show,
    mark(wanted) {
      selected = wanted;
      if (code !== undefined) markLines(code, wanted);
    },
  };
}

/** What leads through a text that is longer than one part. */
function partButtons(count: number, first: number, show: (first: number) => void): HTMLElement[] {
  if (count <= linesAtOnce) return [];
  const last = Math.min(first - 1 + linesAtOnce, count);
  const to = (label: string, part: number): HTMLButtonElement => {
    const made = button(label, () => show(part));
    made.disabled = part < 1 || part > count;
    return made;
  };
  return [
    notice(`Lines ${first} to ${last} of ${count}. `, [
      to('Previous lines', first - linesAtOnce),
      ' ',
      to('Next lines', first + linesAtOnce),
    ]),
  ];
}

/** As bytes and no more, so that no browser takes the file for a page of this website. */
function downloadButton(path: string, bytes: Uint8Array<ArrayBuffer>): HTMLButtonElement {
  return button('Download', () => {
    const url = URL.createObjectURL(new Blob([bytes], { type: 'application/octet-stream' }));
    const name = path.slice(path.lastIndexOf('/') + 1);
    element('a', { href: url, download: name === '' ? 'file' : name }).click();
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
  });
}
