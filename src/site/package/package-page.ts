// The page of a package, and those of its versions.
import { isJsonObject, type JsonObject, own } from '../../json.ts';
import type { Package, PackageVersion } from '../../model/package.ts';
import { aboutManifest, latestOf } from '../../model/summary.ts';
import { manifestIn } from '../../model/version-fragment.ts';
import type { OutputFile } from '../../output/output-file.ts';
import { scopeOf } from '../../package-name.ts';
import { tarballNameOf } from '../../tarball-name.ts';
import { pageFile, type Site } from '../site.ts';
import { changesView } from './changes-view.ts';
import { dependencyLists } from './dependency-lists.ts';
import { factsOf, sizeLine } from './facts.ts';
import { clientViews } from './install-commands.ts';
import { keywordViews } from './keyword-views.ts';
import { noDetails, type PageDetails, type VersionDetails } from './version-details.ts';
import { hasRoomFor, type PageRoom, roomBeside } from './page-weight.ts';
import { personViews } from './people-views.ts';
import { previousOf, tarballHref, versionLinks, versionsWithPage } from './shown-versions.ts';
import { clip } from './take-within.ts';
import { timelineOf } from './timeline.ts';
import { dayOf, tagsByVersion, tombstoneTable, versionTable } from './version-rows.ts';

/** Code points. */
const longest = { description: 160, lead: 300, deprecation: 300 };

/** GET /package/<name>/, and GET /package/<name>/v/<version>/ for the versions that `site.versions` asks for. */
export function packagePages(
  site: Site,
  pkg: Package,
  details: PageDetails,
): readonly OutputFile[] {
  const { urls } = site;
  const latest = latestOf(pkg);
  const canonical = urls.package(pkg.name);
  const page = pageMaker(site, pkg, details);
  return [
    page(latest, { url: canonical, title: pkg.name, isPackagePage: true }),
    ...versionsWithPage(pkg, site.config.versions).map((version) =>
      page(version, {
        url: urls.version(pkg.name, version.version),
        title: `${pkg.name} ${version.version}`,
        isPackagePage: false,
      }),
    ),
  ];
}

interface PageKind {
  readonly url: string;
  readonly title: string;
  /** The page that follows `latest`: it alone tells of all versions, so that a publish leaves the others as they are. */
  readonly isPackagePage: boolean;
}

type PageMaker = (version: PackageVersion, kind: PageKind) => OutputFile;

function pageMaker(site: Site, pkg: Package, { versions, feeds }: PageDetails): PageMaker {
  const shared = sharedView(site, pkg);
  const date = new Date(pkg.modified);
  const latest = aboutManifest(manifestIn(latestOf(pkg).fragment)).keywords;
  return (version, kind) => {
    const manifest = manifestIn(version.fragment);
    const about = aboutManifest(manifest);
    const details = versions.get(version.version) ?? noDetails;
    const { readme, changelog } = details;
    const room = roomBeside(readme);
    const hasRoom = changelog !== undefined && hasRoomFor(changelog, readme);
    const keywords = keywordViews(about.keywords, { latest, urls: site.urls });
    const view = {
      ...shared,
      ...headView({ pkg, version, ...kind, ...about }),
      ...(kind.isPackagePage ? packageView(site, pkg, room) : noPackageView),
      ...versionView(site, { pkg, version, manifest, details, room }),
      clients: clientViews({
        name: pkg.name,
        version: kind.isPackagePage ? undefined : version.version,
        registry: site.url,
      }),
      facts: factsOf(site, { pkg, version, manifest, links: about.links }),
      keywords,
      hasKeywords: keywords.length > 0,
    };
    return pageFile(site, {
      ...{ url: kind.url, title: kind.title, date, feeds, view, template: 'package' },
      blocks: { readme: readme?.utf8, changelog: hasRoom ? changelog.utf8 : undefined },
      owner: pkg.name,
      description: clip(about.description, longest.description) || undefined,
      canonical: site.urls.package(pkg.name),
    });
  };
}

/** The same on all pages of the package. */
function sharedView(site: Site, pkg: Package): object {
  const { urls } = site;
  const scope = scopeOf(pkg.name);
  return {
    name: pkg.name,
    packageHref: urls.href(urls.package(pkg.name)),
    dependentsHref: urls.href(urls.dependents(pkg.name)),
    scope,
    scopeHref: scope === undefined ? undefined : urls.href(urls.org(scope)),
    baseName: scope === undefined ? pkg.name : pkg.name.slice(scope.length + 2),
    restricted: pkg.access === 'restricted',
  };
}

function headView({
  pkg,
  version,
  description,
  isPackagePage,
}: PageKind & {
  readonly pkg: Package;
  readonly version: PackageVersion;
  readonly description: string;
}): object {
  return {
    isPackagePage,
    version: version.version,
    date: dayOf(version.time),
    sizeLine: sizeLine(version),
    lead: clip(description, longest.lead),
    tags: tagsByVersion(pkg).get(version.version) ?? [],
    isLatest: version === latestOf(pkg),
    isDeprecated: version.deprecated !== undefined,
    deprecation: clip(version.deprecated ?? '', longest.deprecation),
  };
}

const noPackageView = {
  versionTable: undefined,
  versionCount: undefined,
  tombstones: undefined,
  timeline: undefined,
};

function packageView(site: Site, pkg: Package, room: PageRoom): object {
  const table = versionTable(pkg, room.versions, {
    hrefOf: versionLinks(site, pkg),
    personOf: personViews(site.urls, pkg),
  });
  const tombstones = tombstoneTable(pkg);
  return {
    versionTable: table,
    versionCount: pkg.versions.length,
    tombstones: tombstones.rows.length > 0 ? tombstones : undefined,
    timeline: timelineOf(pkg, room.points),
  };
}

interface VersionPart {
  readonly pkg: Package;
  readonly version: PackageVersion;
  readonly manifest: JsonObject;
  readonly details: VersionDetails;
  readonly room: PageRoom;
}

function versionView(site: Site, { pkg, version, manifest, details, room }: VersionPart): object {
  const { changelog, changes } = details;
  const previous = previousOf(pkg, version.version);
  const hrefOf = versionLinks(site, pkg);
  const lists = dependencyLists(manifest, room.dependencies, site.urls);
  const file = tarballNameOf(pkg.name, version.version);
  return {
    hasChangelog: changelog !== undefined,
    previous: previous?.version,
    changes: changes && changesView(changes, room.changes, hrefOf),
    previousHref: previous && hrefOf(previous.version),
    dependencyLists: lists,
    hasDependencies: lists.length > 0,
    dependencyCount: dependencyTotal(own(manifest, 'dependencies')),
    tarball: tarballHref(site, pkg.name, file),
    tarballName: file,
    fileCount: version.fragment.fileCount,
  };
}

function dependencyTotal(value: unknown): number {
  return isJsonObject(value) ? Object.keys(value).length : 0;
}
