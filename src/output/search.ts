import type { Person } from '../model/package.ts';
import type { RegistrySummary } from '../model/registry-summary.ts';
import type { PackageSummary } from '../model/summary.ts';
import { timeOf } from '../model/time.ts';
import { jsonFile } from './json-document.ts';
import type { OutputFile } from './output-file.ts';

/** Of each package: a team of hundreds is not shown in a list. */
const maximumPeople = 50;

/**
 * GET /-/v1/search
 *
 * The most recent packages, whatever is asked for: a file cannot filter, and npm 11 does not.
 */
export function searchFile({ recent, modified }: RegistrySummary, date: Date): OutputFile {
  return jsonFile(
    { url: '/-/v1/search', kind: 'registry', owner: undefined, date },
    {
      objects: recent.map((summary) => searchResultOf(summary)),
      // Not the registry's total: clients ask for more pages until they have seen so many.
      total: recent.length,
      // Not the commit's date: a commit that changes no package changes nothing here.
      time: modified === '' ? timeOf(date) : modified,
    },
  );
}

/** A row of npm's search. `score` says how well it answers what was asked for, where something was. */
export function searchResultOf(summary: Omit<PackageSummary, 'collaborators'>, score = 1): object {
  return {
    package: {
      name: summary.name,
      version: summary.latest,
      description: summary.description,
      keywords: summary.keywords,
      date: summary.date,
      links: summary.links,
      publisher: searchPerson(summary.publisher),
      maintainers: summary.maintainers.slice(0, maximumPeople).map(searchPerson),
    },
    // Nothing is known that would rank them.
    score: { final: 1, detail: { quality: 1, popularity: 1, maintenance: 1 } },
    searchScore: score,
  };
}

/** Search has `username` where packuments have `name`. */
function searchPerson({ name, email }: Person): object {
  return email === undefined ? { username: name } : { username: name, email };
}
