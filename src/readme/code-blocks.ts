import type { Element, Literal } from 'hast';
import { toString } from 'hast-util-to-string';
import { textProperty } from './element.ts';
import { highlight } from './highlight.ts';

/** HTML that goes into the output as it is: the highlighter's, never an author's. */
interface Raw extends Literal {
  type: 'raw';
  value: string;
}

declare module 'hast' {
  interface ElementContentMap {
    raw: Raw;
  }
  interface RootContentMap {
    raw: Raw;
  }
}

const languageClass = 'language-';

/** Colours the code of a `pre`, if its language is known, and forgets the language's name, which can be any text. */
export function finishCode(
  pre: Element,
  { isHighlighted }: { readonly isHighlighted: boolean },
): void {
  const code = pre.children.find((child) => child.type === 'element');
  const language = takeLanguage(pre, code);
  // It scrolls sideways, which must be possible by keyboard.
  pre.properties['tabIndex'] = 0;
  if (!isHighlighted || language === '') return;
  const target = code?.tagName === 'code' ? code : pre;
  const html = highlight(toString(target), language);
  if (html === undefined) return;
  target.properties['className'] = ['hljs'];
  target.children = [{ type: 'raw', value: html }];
}

function takeLanguage(pre: Element, code: Element | undefined): string {
  const lang = textProperty(pre, 'lang');
  delete pre.properties['lang'];
  return (code && takeClass(code)) ?? lang.toLowerCase();
}

function takeClass(code: Element): string | undefined {
  const { className } = code.properties;
  delete code.properties['className'];
  const [first] = Array.isArray(className) ? className : [];
  if (typeof first !== 'string' || !first.startsWith(languageClass)) return undefined;
  return first.slice(languageClass.length).toLowerCase();
}
