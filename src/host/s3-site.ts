// The parts of the upload script that the website needs.
import { immutableCache, shortCache } from './cache-control.ts';
import { type HostSite, hasRobots, hasUserPages, isAtRoot, pageFoldersOf } from './host-site.ts';
import { assetFolder, feedFolder, feedType, siteTypes, withCharset } from './site-types.ts';

interface S3Site {
  /** Commands that upload the pages, and before them what they load. */
  readonly upload: string;
  /** Filters for what is removed of other trees: the keys that are the website's. */
  readonly notBelowHyphen: string;
  readonly notAtRoot: string;
  readonly notInFolders: string;
  /** The command that removes its keys that are gone. */
  readonly remove: string;
}

/** A value that began with a hyphen would be an option to `aws`. */
const quoted = (path: string): string => `'${path.replace(/^-/, '[-]')}'`;

const siteFolder = quoted('-/site/*');
const assets = quoted(`${assetFolder}/*`);

export function s3Site(site: HostSite): S3Site {
  const folders = [
    ...pageFoldersOf(site).map((folder) => `'${folder}/*'`),
    ...(hasUserPages(site) ? [`'~*/*'`] : []),
  ];
  const atRoot = hasRobots(site) ? ['robots.txt'] : [];
  const home = isAtRoot(site) ? ['index.html'] : [];
  const filters = (verb: string, patterns: readonly string[]): string =>
    patterns.map((pattern) => ` --${verb} ${pattern}`).join('');
  return {
    upload,
    notBelowHyphen: filters('exclude', [siteFolder]),
    notAtRoot: filters('exclude', atRoot),
    notInFolders: filters('exclude', folders),
    remove: `
  aws s3 sync pages "$target" --size-only --delete --only-show-errors --exclude '*' \\
   ${filters('include', [siteFolder, ...folders, ...home, ...atRoot])} "$@"`,
  };
}

const ordinary = Object.entries(siteTypes).filter(([ending]) => ending !== 'html');

/** `aws` would guess types as the machine that it runs on knows them. */
const upload = `pages() {
  folder=$1 ending=$2 type=$3 cache=$4
  shift 4
  [ -n "$(find "$folder" -name "*.$ending" 2>/dev/null | head -n 1)" ] || return 0
  aws s3 cp pages "$target" --recursive --only-show-errors \\
    --content-type "$type" --cache-control "$cache" --exclude '*' "$@"
}
${[
  ...ordinary.map((each) => uploadBelow(assetFolder, each, immutableCache)),
  ...ordinary.map((each) => uploadOthers(each)),
  uploadBelow(feedFolder, ['xml', feedType], shortCache),
  uploadOthers(['html', 'text/html']),
].join('')}`;

type Ending = readonly [ending: string, type: string];

function uploadBelow(folder: string, [ending, type]: Ending, cache: string): string {
  const files = quoted(`${folder}/*.${ending}`);
  return `pages pages/${folder} ${ending} '${withCharset(type)}' '${cache}' --include ${files} "$@"
`;
}

/** Not the assets, which are uploaded. */
function uploadOthers([ending, type]: Ending): string {
  const files = `--include '*.${ending}' --exclude ${assets}`;
  return `pages pages ${ending} '${withCharset(type)}' '${shortCache}' ${files} "$@"
`;
}
