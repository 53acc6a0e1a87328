// Elements made from values: text becomes text nodes, so that nothing from a package is read as HTML.

export type Child = Node | string;

/** An attribute that is `undefined` or `false` is left out; `true` stands for an empty one. */
export type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;

export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  children: readonly Child[] = [],
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  setAttributes(made, attributes);
  made.append(...children);
  return made;
}

const svgNamespace = 'http://www.w3.org/2000/svg';

export function svgElement<Tag extends keyof SVGElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  children: readonly Child[] = [],
): SVGElementTagNameMap[Tag] {
  const made = document.createElementNS(svgNamespace, tag);
  setAttributes(made, attributes);
  made.append(...children);
  return made;
}

function setAttributes(to: Element, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    to.setAttribute(name, value === true ? '' : String(value));
  }
}

export function button(label: string, onClick: () => void): HTMLButtonElement {
  const made = element('button', { type: 'button' }, [label]);
  made.addEventListener('click', onClick);
  return made;
}

/** What a reader should hear of without being moved there. */
export function notice(text: string, children: readonly Child[] = []): HTMLElement {
  return element('p', { class: 'notice', role: 'status' }, [text, ...children]);
}

/** Text of a stranger's: its direction is its own, and does not reach what stands beside it. */
export function foreign(text: string): HTMLElement {
  return element('bdi', {}, [text]);
}
