// The parts of Apache's configuration that the website needs.
import { immutableCache, shortCache } from './cache-control.ts';
import { type HostSite, isAtRoot, sitePathShape } from './host-site.ts';
import { acceptsShape, type Encoding, twinFolder } from './precompressed.ts';
import { assetFolder, feedFolder, feedType, siteTypes, withCharset } from './site-types.ts';

interface ApacheSite {
  /** Before those of documents. */
  readonly rules: string;
  /** Inside the location of the base. */
  readonly headers: string;
  /** After it. */
  readonly types: string;
}

interface ApacheBase {
  readonly base: string;
  /** `base` as a regular expression's source. */
  readonly shape: string;
  readonly precompressed: readonly Encoding[];
}

/** Of a rule's target. */
interface Target {
  /** A regular expression's source. */
  readonly url: string;
  /** In the output folder; the first that is there. */
  readonly paths: readonly string[];
  readonly variable: string;
}

const root = '%{DOCUMENT_ROOT}';
const page = 'STILLPACK_PAGE';
const asset = 'STILLPACK_ASSET';

/** A page is answered with or without the `/` at the end of its URL. Here, what a name ends in does mean something. */
export function apacheSite(site: HostSite, { base, shape, precompressed }: ApacheBase): ApacheSite {
  const all = `^${shape}(${sitePathShape(site)})/?$`;
  const targets: readonly Target[] = [
    ...(isAtRoot(site) ? [{ url: `^${shape}$`, paths: ['index.html'], variable: page }] : []),
    { url: `^${shape}(${assetFolder}/.+)$`, paths: ['$1'], variable: asset },
    { url: all, paths: ['$1', '$1/index.html'], variable: page },
  ];
  const home = isAtRoot(site) ? '|' : '';
  const types = Object.entries(siteTypes).map(
    ([ending, type]) => `    AddType "${withCharset(type)}" .${ending}\n`,
  );
  const varies =
    precompressed.length === 0
      ? ''
      : [page, asset].map((each) => `\n    Header merge Vary Accept-Encoding env=${each}`).join('');
  return {
    rules: targets.flatMap((target) => rulesOf(target, precompressed)).join(''),
    headers: `${varies}
    Header set Cache-Control "${shortCache}" env=${page}
    Header set Cache-Control "${immutableCache}" env=${asset}`,
    types: `<LocationMatch "^${shape}(?:${sitePathShape(site)}/?${home})$">
    ForceType None
${types.join('')}</LocationMatch>
<Location "${base}${feedFolder}/">
    AddType ${feedType} .xml
</Location>
`,
  };
}

function rulesOf(
  { url, paths, variable }: Target,
  precompressed: readonly Encoding[],
): readonly string[] {
  const rule = (path: string, flags: string): string =>
    `RewriteRule "${url}" "${root}/${path}" [L,E=${variable}:1${flags}]\n`;
  const twins = precompressed.flatMap((encoding) =>
    paths.map((path) => {
      const twin = `${twinFolder}/${encoding}/${path}`;
      const flags = `,E=STILLPACK_ENCODING:${encoding},E=no-gzip:1,E=no-brotli:1`;
      return `RewriteCond "%{HTTP:Accept-Encoding}" "${acceptsShape(encoding)}" [NC]
RewriteCond "${root}/${twin}" -f
${rule(twin, flags)}`;
    }),
  );
  const last = paths.length - 1;
  const plain = paths.map((path, index) =>
    index === last ? rule(path, '') : `RewriteCond "${root}/${path}" -f\n${rule(path, '')}`,
  );
  return [...twins, ...plain];
}
