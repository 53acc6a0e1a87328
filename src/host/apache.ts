import { immutableCache, shortCache } from './cache-control.ts';
import { createFlatLayout } from './flat-layout.ts';
import { commonFiles } from './host-files.ts';
import type { HostPreset } from './host-preset.ts';
import { basePathOf, basePathShape, labelShape, nameShape, tarballShape } from './url-shapes.ts';

// A target that begins with %{DOCUMENT_ROOT} is a file: a bare `/etc` would be one too, for a package `etc`.
// What a name ends in means nothing here: mod_mime must not act on `lodash.js`, `x.cgi` or `y.gz`.
function render(url: URL): string {
  const base = basePathOf(url);
  const shape = basePathShape(url);
  const root = '%{DOCUMENT_ROOT}';
  return `# An npm registry for Apache. Give the virtual host a DocumentRoot that is the folder this file's folder -/host/ lies
# in, grant access to it, and Include this file there (AllowEncodedSlashes does not work in .htaccess); it needs
# mod_rewrite and mod_headers and answers below ${base}. Written by stillpack build: changes made here are lost.

AllowEncodedSlashes On
RewriteEngine On

RewriteRule "^${shape}404\\.html$" "${root}/404.html" [L]
RewriteRule "^${shape}(${nameShape})/-/(${tarballShape})$" "${root}/-/t/$1/$2" [L,E=STILLPACK_TARBALL:1]
RewriteRule "^${shape}(-/t/.+)$" "${root}/$1" [L,E=STILLPACK_TARBALL:1]
RewriteRule "^${shape}-/host/" - [R=404,L]
RewriteRule "^${shape}(-/.+)$" "${root}/$1" [L,E=STILLPACK_JSON:1]
RewriteRule "^${shape}(${nameShape})/(${labelShape})$" "${root}/-/v/$1/$2" [L,E=STILLPACK_JSON:1]
RewriteCond "%{HTTP:Accept}" "application/vnd\\.npm\\.install-v1\\+json"
RewriteRule "^${shape}(${nameShape})$" "${root}/-/a/$1" [L,E=STILLPACK_JSON:1,E=STILLPACK_VARY:1]
RewriteRule "^${shape}(${nameShape})$" "${root}/$1" [L,E=STILLPACK_JSON:1,E=STILLPACK_VARY:1]
RewriteRule "^${shape}" - [R=404,L]

<Location "${base}">
    SetHandler default-handler
    ForceType application/json
    ErrorDocument 404 ${base}404.html
    Header set Cache-Control "${shortCache}" env=STILLPACK_JSON
    Header merge Vary Accept env=STILLPACK_VARY
    Header set Cache-Control "${immutableCache}" env=STILLPACK_TARBALL
    Header set Content-Type application/octet-stream env=STILLPACK_TARBALL
    RemoveEncoding .br .bz2 .gz .tgz .xz .Z .z .zst
    SetEnvIf Request_URI "\\.tgz$" no-gzip
</Location>
<Location "${base}404.html">
    ForceType "text/html; charset=utf-8"
</Location>
`;
}

/** `-/host/apache.conf`, to be included in a virtual host. */
export const apache: HostPreset = {
  name: 'apache',
  layout: createFlatLayout({ abbreviated: true }),
  limits: {},
  protectsReading: false,
  negotiates: true,
  configFiles: ({ url }) => [...commonFiles, { path: '-/host/apache.conf', text: render(url) }],
};
