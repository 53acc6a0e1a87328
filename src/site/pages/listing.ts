// Pages of one node of a list of packages: what it lists, and the ways to the nodes below and above it.
import { cutText } from '../../model/cut-text.ts';
import type { Site } from '../site.ts';

/** A package as lists show it. */
export type PackageRow = readonly [name: string, description: string];

/** A part of a list that is too long for one page: a leaf has rows, a branch leads to longer beginnings. */
export interface ListNode<Row = PackageRow> {
  /** What the names in it begin with, in lower case; empty for the whole list. */
  readonly prefix: string;
  readonly rows: readonly Row[];
  /** The characters that may follow `prefix` and have a node of their own. */
  readonly next?: string | undefined;
}

interface Link {
  readonly href: string;
  readonly text: string;
}

/** The view of `letters.mustache`; also says what a page may write where there is nothing to list. */
export interface LettersView {
  /** `ab` on the page of the names that begin so. */
  readonly beginning: string;
  readonly shorter: readonly Link[];
  readonly hasShorter: boolean;
  readonly letters: readonly Link[];
  readonly hasLetters: boolean;
  readonly hasRows: boolean;
  readonly isEmpty: boolean;
}

/** The view of `listing.mustache`. */
export interface ListingView extends LettersView {
  readonly rows: readonly PackageView[];
}

interface PackageView {
  readonly name: string;
  readonly href: string;
  readonly description: string;
}

/** Code points of a description in a list. */
const longestDescription = 200;

/** `urlOf` gives the logical URL of the node of a prefix. */
export function lettersView(
  site: Site,
  { prefix, rows, next = '' }: ListNode<unknown>,
  urlOf: (prefix: string) => string,
): LettersView {
  const href = (of: string): string => site.urls.href(urlOf(of));
  const letters = Array.from(next, (letter) => prefix + letter);
  const shorter = Array.from(prefix, (_, length) => prefix.slice(0, length));
  return {
    beginning: prefix,
    shorter: shorter.map((text) => ({ text: text === '' ? 'All' : text, href: href(text) })),
    hasShorter: shorter.length > 0,
    letters: letters.map((text) => ({ text, href: href(text) })),
    hasLetters: letters.length > 0,
    hasRows: rows.length > 0,
    isEmpty: rows.length === 0 && letters.length === 0,
  };
}

export function listingView(
  site: Site,
  node: ListNode,
  urlOf: (prefix: string) => string,
): ListingView {
  const rows = node.rows.map(([name, description]) => ({
    name,
    href: packageHref(site, name),
    description: shownDescription(description),
  }));
  return { ...lettersView(site, node, urlOf), rows };
}

export function packageHref({ urls }: Site, name: string): string {
  return urls.href(urls.package(name));
}

export function shownDescription(description: string): string {
  const text = cutText(description, longestDescription);
  return text.length < description.length ? `${text}…` : text;
}
