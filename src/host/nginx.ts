import { immutableCache, shortCache } from './cache-control.ts';
import { createFlatLayout } from './flat-layout.ts';
import { commonFiles } from './host-files.ts';
import type { HostContext, HostPreset } from './host-preset.ts';
import { nginxSite } from './nginx-site.ts';
import { nginxTwins } from './nginx-twins.ts';
import { basePathOf, basePathShape, labelShape, nameShape, tarballShape } from './url-shapes.ts';

// Named captures, since a regular expression evaluated in between overwrites $1. `%2f` is already decoded when
// a location is chosen. `if` stands at the server's level, where `set` inside it is safe.
function render({ url, precompressed = [], site }: HostContext): string {
  const base = basePathOf(url);
  const shape = basePathShape(url);
  const name = `(?<stillpack_name>${nameShape})`;
  const tarball = `(?<stillpack_file>${tarballShape})`;
  const twins = nginxTwins(base, precompressed);
  const pages = site && nginxSite(site, { base, shape, precompressed });
  return `# An npm registry for nginx. Give the server block a \`root\` that is the folder this file's folder -/host/ lies in,
# and \`include\` this file there, outside any location. It answers below ${base} and leaves all other URLs alone.
# Written by stillpack build: changes made here are lost.
${twins?.note ?? ''}
set $stillpack_form "";
if ($http_accept ~ "application/vnd\\.npm\\.install-v1\\+json") {
    set $stillpack_form "-/a/";
}
${twins?.negotiation ?? ''}
location ^~ ${base} {
    types { }
    default_type application/json;
    error_page 404 ${base}404.html;
    add_header Cache-Control "${shortCache}";

    location = ${base}404.html {
        default_type text/html;
        charset utf-8;
        try_files /404.html =404;
    }
    location ~ "^${shape}${name}/-/${tarball}$" {
        default_type application/octet-stream;
        gzip off;
        add_header Cache-Control "${immutableCache}";
        try_files /-/t/$stillpack_name/$stillpack_file =404;
    }
    location ~ "^${shape}(?<stillpack_tarball>-/t/.+)$" {
        default_type application/octet-stream;
        gzip off;
        add_header Cache-Control "${immutableCache}";
        try_files /$stillpack_tarball =404;
    }
    location ~ "^${shape}${twins?.hidden ?? '-/host/'}" {
        return 404;
    }
${pages?.inside ?? ''}    location ~ "^${shape}(?<stillpack_document>-/.+)$" {
        ${twins?.answer('$stillpack_document') ?? 'try_files /$stillpack_document =404;'}
    }
    location ~ "^${shape}${name}/(?<stillpack_label>${labelShape})$" {
        ${
          twins?.answer('-/v/$stillpack_name/$stillpack_label') ??
          'try_files /-/v/$stillpack_name/$stillpack_label =404;'
        }
    }
    location ~ "^${shape}${name}$" {
        ${twins?.answer('$stillpack_form$stillpack_name', 'Accept, ') ?? packument}
    }
    return 404;
}
${twins?.locations ?? ''}${pages?.locations ?? ''}`;
}

const packument = `add_header Cache-Control "${shortCache}";
        add_header Vary Accept;
        try_files /$stillpack_form$stillpack_name =404;`;

/** `-/host/nginx.conf`, to be included in a server block. */
export const nginx: HostPreset = {
  name: 'nginx',
  layout: createFlatLayout({ abbreviated: true }),
  limits: {},
  protectsReading: false,
  negotiates: true,
  servesTwins: true,
  configFiles: (context) => [
    ...commonFiles(context),
    { path: '-/host/nginx.conf', text: render(context) },
  ],
};
