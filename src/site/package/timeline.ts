// Releases in time: how large they were, and how much they depended on.
import { scaleLinear } from 'd3-scale';
import { line } from 'd3-shape';
import { formatBytes } from '../../amounts.ts';
import { isJsonObject, own } from '../../json.ts';
import type { Package, PackageVersion } from '../../model/package.ts';
import { manifestIn } from '../../model/version-fragment.ts';
import { dayOf } from './version-rows.ts';

export interface TimelineView {
  /** Of the SVG. */
  readonly width: number;
  readonly height: number;
  readonly right: number;
  readonly base: number;
  readonly label: number;
  /** SVG path data. */
  readonly sizes: string;
  readonly area: string;
  readonly dots: string;
  readonly dependencies: string;
  readonly first: string;
  readonly last: string;
  readonly largest: string;
  readonly mostDependencies: number;
  /** The same for who cannot see it, oldest first. */
  readonly rows: readonly TimelineRow[];
  /** Whether the plot leaves out releases between those it has. */
  readonly isSampled: boolean;
}

export interface TimelineRow {
  readonly version: string;
  readonly date: string;
  readonly size: string;
  readonly dependencies: number;
}

interface Point {
  readonly version: string;
  readonly time: string;
  /** Milliseconds; of releases that are all of one moment their order. */
  readonly at: number;
  readonly size: number;
  readonly dependencies: number;
}

const width = 720;
const height = 190;
const margin = { top: 22, bottom: 22, side: 8 };

/** Of at most `maxPoints` releases; `undefined` for a single one. */
export function timelineOf({ versions }: Package, maxPoints: number): TimelineView | undefined {
  if (versions.length < 2) return undefined;
  // Version numbers can be long, and each stands here once more.
  const short = versions.filter(({ version }) => version.length <= 24);
  const points = sideBySide(sampled(short, maxPoints).map(pointOf));
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined || first === last) return undefined;
  const largest = Math.max(...points.map(({ size }) => size));
  const mostDependencies = Math.max(...points.map(({ dependencies }) => dependencies));
  const base = height - margin.bottom;
  const x = scaleLinear([first.at, last.at], [margin.side, width - margin.side]);
  const y = scaleLinear([0, Math.max(largest, 1)], [base, margin.top]);
  const y2 = scaleLinear([0, Math.max(mostDependencies, 1)], [base, margin.top]);
  const curve = (value: (point: Point) => number): string =>
    line<Point>((point) => x(point.at), value).digits(1)(points) ?? '';
  const sizes = curve(({ size }) => y(size));
  return {
    width,
    height,
    right: width - margin.side,
    base,
    label: height - 5,
    sizes,
    area: `${sizes}V${base}H${margin.side}Z`,
    dots: sizes.replace(/[ML]([^ML]+)/g, 'M$1h0'),
    dependencies: mostDependencies === 0 ? '' : curve((point) => y2(point.dependencies)),
    first: dayOf(first.time),
    last: dayOf(last.time),
    largest: formatBytes(largest),
    mostDependencies,
    rows: points.map(rowOf),
    isSampled: points.length < versions.length,
  };
}

/** In time order; of many, at equal distances, the first and the last among them. */
function sampled(
  versions: readonly PackageVersion[],
  maxPoints: number,
): readonly PackageVersion[] {
  const ordered = versions.toSorted((a, b) => (a.time < b.time ? -1 : a.time > b.time ? 1 : 0));
  if (ordered.length <= maxPoints) return ordered;
  const step = (ordered.length - 1) / (maxPoints - 1);
  return Array.from({ length: maxPoints }, (_, index) => ordered[Math.round(index * step)]).filter(
    (version) => version !== undefined,
  );
}

function pointOf({ version, time, fragment }: PackageVersion): Point {
  return {
    version,
    time,
    at: Date.parse(time),
    size: fragment.unpackedSize,
    dependencies: dependencyCount(fragment),
  };
}

/** Versions that came into the repository together have one date: at one place nobody could tell them apart. */
function sideBySide(points: readonly Point[]): readonly Point[] {
  const isOneMoment = points.every(({ at }) => at === points[0]?.at);
  return isOneMoment ? points.map((point, index) => ({ ...point, at: index })) : points;
}

function rowOf({ version, time, size, dependencies }: Point): TimelineRow {
  return { version, date: dayOf(time), size: formatBytes(size), dependencies };
}

function dependencyCount(fragment: PackageVersion['fragment']): number {
  // Most of a manifest's time goes into reading it.
  if (!fragment.manifest.includes('"dependencies"')) return 0;
  const dependencies = own(manifestIn(fragment), 'dependencies');
  return isJsonObject(dependencies) ? Object.keys(dependencies).length : 0;
}
