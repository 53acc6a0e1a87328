import type { Locator } from 'playwright-core';

/** What a browser's element has, as far as tests look at one: the types of the DOM are not those of Node. */
interface PageElement {
  readonly outerHTML: string;
  getAttribute(name: string): string | null;
}

/** The attribute of each element that is found; empty where one has none. */
export async function attributesOf(locator: Locator, name: string): Promise<readonly string[]> {
  return locator.evaluateAll(
    (all: readonly PageElement[], attribute) =>
      all.map((each) => each.getAttribute(attribute) ?? ''),
    name,
  );
}

/** The beginning of the HTML of each. */
export async function htmlOf(locator: Locator): Promise<readonly string[]> {
  return locator.evaluateAll((all: readonly PageElement[]) =>
    all.map((each) => each.outerHTML.slice(0, 200)),
  );
}
