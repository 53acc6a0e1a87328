import { createQualifiers, type QualifierReader } from './qualifiers.ts';
import type { SearchRow } from './search-row.ts';

/** What a summary alone does not say. */
export interface SearchFacts {
  /** Whether an advisory of this registry affects the version that `latest` points at. */
  isInsecure(summary: SearchRow): boolean;
}

/** All of npm's. */
export const rowQualifierOf: QualifierReader<SearchRow, SearchFacts> = createQualifiers({
  states: new Map([['insecure', (summary, facts) => facts.isInsecure(summary)]]),
});
