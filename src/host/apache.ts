import { immutableCache, shortCache } from './cache-control.ts';
import { apacheSite } from './apache-site.ts';
import { createFlatLayout } from './flat-layout.ts';
import { commonFiles } from './host-files.ts';
import type { HostContext, HostPreset } from './host-preset.ts';
import { acceptsShape, type Encoding, twinFolder } from './precompressed.ts';
import { basePathOf, basePathShape, labelShape, nameShape, tarballShape } from './url-shapes.ts';

const root = '%{DOCUMENT_ROOT}';

// A target that begins with %{DOCUMENT_ROOT} is a file: a bare `/etc` would be one too, for a package `etc`.
// The default handler would answer 200 to POST. What a name ends in means nothing here: mod_mime must not act on `lodash.js`, `x.cgi` or `y.gz`.
function render({ url, precompressed = [], site }: HostContext): string {
  const base = basePathOf(url);
  const shape = basePathShape(url);
  const hasTwins = precompressed.length > 0;
  const document = (rule: DocumentRule): string =>
    [...precompressed.map((encoding) => twinRule(rule, encoding)), documentRule(rule)].join('\n');
  const pages = site && apacheSite(site, { base, shape, precompressed });
  return `# An npm registry for Apache. Give the virtual host a DocumentRoot that is the folder this file's folder -/host/ lies
# in, grant access to it, and Include this file there (AllowEncodedSlashes does not work in .htaccess); it needs
# mod_rewrite and mod_headers and answers below ${base}. Written by stillpack build: changes made here are lost.

AllowEncodedSlashes On
RewriteEngine On

RewriteCond "%{REQUEST_METHOD}" "!^(?:GET|HEAD)$"
RewriteRule "^${shape}" - [R=405,L]
RewriteRule "^${shape}404\\.html$" "${root}/404.html" [L]
RewriteRule "^${shape}(${nameShape})/-/(${tarballShape})$" "${root}/-/t/$1/$2" [L,E=STILLPACK_TARBALL:1]
RewriteRule "^${shape}(-/t/.+)$" "${root}/$1" [L,E=STILLPACK_TARBALL:1]
RewriteRule "^${shape}${hasTwins ? '-/(?:host|z)/' : '-/host/'}" - [R=404,L]
${pages?.rules ?? ''}${document({ url: `^${shape}(-/.+)$`, path: '$1' })}
${document({ url: `^${shape}(${nameShape})/(${labelShape})$`, path: '-/v/$1/$2' })}
${document({ url: `^${shape}(${nameShape})$`, path: '-/a/$1', negotiated: 'abbreviated' })}
${document({ url: `^${shape}(${nameShape})$`, path: '$1', negotiated: 'full' })}
RewriteRule "^${shape}" - [R=404,L]

<Location "${base}">
    SetHandler default-handler
    ForceType application/json
    ErrorDocument 404 ${base}404.html
    Header set Cache-Control "${shortCache}" env=STILLPACK_JSON
    Header merge Vary Accept env=STILLPACK_VARY${hasTwins ? twinHeaders : ''}${pages?.headers ?? ''}
    Header set Cache-Control "${immutableCache}" env=STILLPACK_TARBALL
    Header set Content-Type application/octet-stream env=STILLPACK_TARBALL
    RemoveEncoding .br .bz2 .gz .tgz .xz .Z .z .zst
    SetEnvIf Request_URI "\\.tgz$" no-gzip
</Location>
<Location "${base}404.html">
    ForceType "text/html; charset=utf-8"
</Location>
${pages?.types ?? ''}`;
}

interface DocumentRule {
  /** A regular expression's source. */
  readonly url: string;
  /** In the output folder. */
  readonly path: string;
  /** By the Accept header. */
  readonly negotiated?: 'abbreviated' | 'full';
}

const abbreviatedOnly = `RewriteCond "%{HTTP:Accept}" "application/vnd\\.npm\\.install-v1\\+json"\n`;

function documentRule({ url, path, negotiated }: DocumentRule, flags = ''): string {
  const condition = negotiated === 'abbreviated' ? abbreviatedOnly : '';
  const vary = negotiated === undefined ? '' : ',E=STILLPACK_VARY:1';
  return `${condition}RewriteRule "${url}" "${root}/${path}" [L,E=STILLPACK_JSON:1${vary}${flags}]`;
}

/**
 * Not mod_negotiation's, which would take `foo.gz`, another package's, for a twin of `foo`. mod_deflate and mod_brotli
 * heed the variables.
 */
function twinRule(rule: DocumentRule, encoding: Encoding): string {
  const path = `${twinFolder}/${encoding}/${rule.path}`;
  const flags = `,E=STILLPACK_ENCODING:${encoding},E=no-gzip:1,E=no-brotli:1`;
  return `RewriteCond "%{HTTP:Accept-Encoding}" "${acceptsShape(encoding)}" [NC]
RewriteCond "${root}/${path}" -f
${documentRule({ ...rule, path }, flags)}`;
}

const twinHeaders = `
    Header merge Vary Accept-Encoding env=STILLPACK_JSON
    Header set Content-Encoding "%{STILLPACK_ENCODING}e" env=STILLPACK_ENCODING`;

/** `-/host/apache.conf`, to be included in a virtual host. */
export const apache: HostPreset = {
  name: 'apache',
  layout: createFlatLayout({ abbreviated: true }),
  limits: {},
  protectsReading: false,
  negotiates: true,
  servesTwins: true,
  configFiles: (context) => [
    ...commonFiles(context),
    { path: '-/host/apache.conf', text: render(context) },
  ],
};
