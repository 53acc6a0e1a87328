// The parts of nginx's configuration that the website needs.
import { immutableCache, shortCache } from './cache-control.ts';
import { type HostSite, isAtRoot, sitePathShape } from './host-site.ts';
import { type Encoding, twinFolder } from './precompressed.ts';
import { assetFolder, feedFolder, feedType, siteTypes } from './site-types.ts';

export interface NginxSite {
  /** Inside the location of the base, before those of documents. */
  readonly inside: string;
  /** Where files and their twins are sent from. */
  readonly locations: string;
}

interface NginxBase {
  readonly base: string;
  /** `base` as a regular expression's source. */
  readonly shape: string;
  readonly precompressed: readonly Encoding[];
}

/** Files that are sent alike. */
interface Kind {
  readonly name: string;
  readonly cache: string;
  readonly types: Readonly<Record<string, string>>;
}

const asset: Kind = { name: 'asset', cache: immutableCache, types: siteTypes };
const feed: Kind = { name: 'feed', cache: shortCache, types: { xml: feedType } };
const page: Kind = { name: 'page', cache: shortCache, types: siteTypes };

/**
 * A page is answered with or without the `/` at the end of its URL, never with a redirect: nginx would make one from
 * the host and port that it listens on, whatever stands before it.
 */
export function nginxSite(site: HostSite, where: NginxBase): NginxSite {
  const { base, shape, precompressed } = where;
  const path = '(?<stillpack_page>';
  const at = (place: string, kind: Kind, file = '$stillpack_page'): string =>
    `    location ${place} {${answer(kind, file, where)}
    }
`;
  const inside = [
    ...(isAtRoot(site) ? [at(`= ${base}`, page, 'index.html')] : []),
    at(`~ "^${shape}${path}${assetFolder}/.+)$"`, asset),
    at(`~ "^${shape}${path}${feedFolder}/.+)$"`, feed),
    at(`~ "^${shape}${path}${sitePathShape(site)})/?$"`, page),
  ].join('');
  if (precompressed.length === 0) return { inside, locations: '' };
  const kinds = [asset, feed, page];
  return { inside, locations: kinds.flatMap((kind) => namedLocations(kind, where)).join('') };
}

function answer({ name, ...kind }: Kind, file: string, { precompressed }: NginxBase): string {
  const [first] = precompressed;
  if (first === undefined) {
    return `${headers(kind, 2)}
        try_files /${file} /${file}/index.html =404;`;
  }
  return `
        set $stillpack_path ${file};
        try_files /${twinFolder}/none @stillpack_${name}_${first};`;
}

function headers({ cache, types }: Omit<Kind, 'name'>, depth: number): string {
  const indent = `\n${'    '.repeat(depth)}`;
  const listed = Object.entries(types).map(([ending, type]) => `${type} ${ending};`);
  return [
    '',
    `types { ${listed.join(' ')} }`,
    'default_type application/octet-stream;',
    'charset utf-8;',
    'charset_types text/css text/javascript text/plain;',
    `add_header Cache-Control "${cache}";`,
  ].join(indent);
}

/** As those of documents, see `nginxTwins`. */
function namedLocations(kind: Kind, { base, precompressed }: NginxBase): readonly string[] {
  const forms = [...precompressed, 'plain'];
  const twins = precompressed.map((encoding, index) => {
    const twin = `/${twinFolder}/$stillpack_${encoding}/$stillpack_path`;
    return `
location @stillpack_${kind.name}_${encoding} {${headers(kind, 1)}
    gzip off;
    add_header Vary Accept-Encoding;
    add_header Content-Encoding ${encoding};
    max_ranges 0;
    try_files ${twin} ${twin}/index.html @stillpack_${kind.name}_${forms[index + 1] ?? 'plain'};
}
`;
  });
  const plain = `
location @stillpack_${kind.name}_plain {${headers(kind, 1)}
    error_page 404 ${base}404.html;
    add_header Vary Accept-Encoding;
    try_files /$stillpack_path /$stillpack_path/index.html =404;
}
`;
  return [...twins, plain];
}
