// The rows of the website's search: one of each package, or in a large registry one below each of its words.
import { keyOf, type ListingEntry } from '../../listing/listing-node.ts';
import type { PackageFacts } from '../../model/package-facts.ts';
import type { PackageSummary } from '../../model/summary.ts';
import { cutText } from '../../model/cut-text.ts';
import { basenameOf, scopeOf } from '../../package-name.ts';
import { wordsIn } from '../../search/words.ts';
import { fnvDigits } from './fnv.ts';

/** What a row shows, in code points; and how many words lead to it. */
const limits = { description: 160, keywords: 12, maintainers: 8, words: 24, word: 40 };

/** Where a word stands decides which packages a node with no room for all has. */
const places = { name: 0, start: 1, part: 2, keyword: 3, description: 4 };

export function searchEntriesOf(
  listed: { readonly summary: PackageSummary; readonly facts: PackageFacts },
  { dependents, isLarge }: { readonly dependents: number; readonly isLarge: boolean },
): readonly ListingEntry[] {
  const { name } = listed.summary;
  const row = rowOf(listed, dependents);
  if (!isLarge) return [{ key: keyOf(name, ''), id: name, rank: name, row }];
  return [...wordPlaces(listed.summary)].map(([word, place]) => ({
    // Below a word that many have, the digits part them: names, which begin alike, would make a branch of each letter.
    key: keyOf(word, fnvDigits(name) + name),
    id: name,
    // The shorter of two names is the more likely one to be meant.
    rank: `${place}${String(name.length).padStart(3, '0')}${name}`,
    row,
  }));
}

/** Each word once, at the best place that it has. */
function wordPlaces({ name, keywords, description }: PackageSummary): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  const add = (words: readonly string[], placeOf: (index: number, all: number) => number): void => {
    for (const [index, word] of words.entries()) {
      const short = word.slice(0, limits.word);
      if (found.size < limits.words && !found.has(short))
        found.set(short, placeOf(index, words.length));
    }
  };
  add(wordsIn(basenameOf(name)), (index, all) =>
    all === 1 ? places.name : index === 0 ? places.start : places.part,
  );
  add(wordsIn(scopeOf(name) ?? ''), () => places.keyword);
  add(keywords.flatMap(wordsIn), () => places.keyword);
  add(
    wordsIn(description).filter((word) => word.length > 2),
    () => places.description,
  );
  return found;
}

function rowOf(
  { summary, facts }: { readonly summary: PackageSummary; readonly facts: PackageFacts },
  dependents: number,
): readonly unknown[] {
  const maintainers = summary.maintainers.slice(0, limits.maintainers).map(({ name }) => name);
  return [
    summary.name,
    summary.latest,
    cutText(summary.description, limits.description),
    summary.keywords.slice(0, limits.keywords),
    summary.date.slice(0, 10),
    summary.publisher.name,
    maintainers,
    facts.license,
    dependents,
    flagsOf(facts),
  ];
}

/** A letter for each thing that a search can be narrowed down to. */
function flagsOf(facts: PackageFacts): string {
  const flags: readonly (readonly [string, boolean])[] = [
    ['d', facts.deprecated],
    ['t', facts.modules.types],
    ['e', facts.modules.esm],
    ['c', facts.modules.cjs],
    ['b', facts.hasBin],
    ['i', facts.hasInstallScript],
  ];
  return flags.flatMap(([letter, is]) => (is ? [letter] : [])).join('');
}
