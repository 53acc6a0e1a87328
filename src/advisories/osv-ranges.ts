// The versions that one entry of `affected` names. OSV: "Evaluation", https://ossf.github.io/osv-schema/#evaluation
import { compareVersions, type Version, versionOf } from '../version.ts';
import { type Cut, earlierHigh, type Interval } from './version-intervals.ts';

export type EventKind = 'introduced' | 'fixed' | 'last_affected' | 'limit';

/** One key, as the schema has it. */
export type OsvEvent = Readonly<Partial<Record<EventKind, string>>>;

export interface OsvRange {
  readonly type: 'SEMVER' | 'ECOSYSTEM' | 'GIT';
  readonly events: readonly OsvEvent[];
}

/** `undefined` as a version is before every version; as that of a limit, after it. */
interface ParsedEvent {
  readonly kind: EventKind;
  readonly version: Version | undefined;
}

export type AffectedVersions =
  | { readonly intervals: readonly Interval[]; readonly fault?: undefined }
  /** The text that is no version, or what is missing. */
  | { readonly fault: string; readonly intervals?: undefined };

/** Ranges of commits are no versions, and are passed over; npm's ECOSYSTEM orders as SEMVER does. */
export function affectedVersions(
  ranges: readonly OsvRange[],
  versions: readonly string[],
): AffectedVersions {
  const intervals: Interval[] = [];
  for (const text of versions) {
    const version = versionOf(text);
    if (version === undefined) return { fault: `"${text}", which is no version` };
    intervals.push({ low: { version, side: 'before' }, high: { version, side: 'after' } });
  }
  for (const { type, events } of ranges) {
    if (type === 'GIT') continue;
    const parsed: ParsedEvent[] = [];
    for (const event of events) {
      const one = parseEvent(event);
      if (typeof one === 'string') return { fault: `"${one}", which is no version` };
      parsed.push(one);
    }
    if (!parsed.some(({ kind }) => kind === 'introduced')) {
      return { fault: 'a range that nothing introduces' };
    }
    intervals.push(...intervalsOf(parsed));
  }
  return { intervals };
}

/** The event, or the text that is no version. */
function parseEvent(event: OsvEvent): ParsedEvent | string {
  // The schema lets one key pass, one of these.
  const [[kind, text] = ['introduced' as const, '']] = Object.entries(event) as [
    EventKind,
    string,
  ][];
  if ((kind === 'introduced' && text === '0') || (kind === 'limit' && text === '*')) {
    return { kind, version: undefined };
  }
  const version = versionOf(text);
  return version === undefined ? text : { kind, version };
}

/** From where on versions are affected or no longer; `undefined` is before every version. */
interface Turn {
  readonly cut: Cut | undefined;
  readonly isAffected: boolean;
}

function intervalsOf(events: readonly ParsedEvent[]): readonly Interval[] {
  const turns = turnsOf(events.filter(({ kind }) => kind !== 'limit').toSorted(compareEvents));
  const limit = limitIn(events.filter(({ kind }) => kind === 'limit'));
  return turns.flatMap(({ cut, isAffected }, index) =>
    isAffected ? [{ low: cut, high: earlierHigh(turns[index + 1]?.cut, limit) }] : [],
  );
}

/** Before every version first; those of one version stay in the file's order, which decides. */
function compareEvents(a: ParsedEvent, b: ParsedEvent): number {
  if (a.version === undefined || b.version === undefined) {
    return Number(a.version !== undefined) - Number(b.version !== undefined);
  }
  return compareVersions(a.version, b.version);
}

/** Of a version, the last event that reaches it decides; `last_affected` reaches only those above its own. */
function turnsOf(events: readonly ParsedEvent[]): readonly Turn[] {
  const turns: Turn[] = [];
  let start = 0;
  while (start < events.length) {
    const version = events[start]?.version;
    let end = start;
    while (end < events.length && events[end]?.version === version) end += 1;
    const group = events.slice(start, end).map(({ kind }) => kind);
    const reaching = group.findLast((kind) => kind !== 'last_affected');
    if (reaching !== undefined) {
      const cut: Cut | undefined = version && { version, side: 'before' };
      turns.push({ cut, isAffected: reaching === 'introduced' });
    }
    if (version !== undefined && group.at(-1) === 'last_affected') {
      turns.push({ cut: { version, side: 'after' }, isAffected: false });
    }
    start = end;
  }
  return turns;
}

/** A version below any of the limits is below the highest. */
function limitIn(limits: readonly ParsedEvent[]): Cut | undefined {
  const sorted = limits.toSorted(compareEvents);
  const version = sorted[0]?.version && sorted.at(-1)?.version;
  return version && { version, side: 'before' };
}
