import { immutableCache, shortCache } from './cache-control.ts';
import { caddySite } from './caddy-site.ts';
import { createFlatLayout } from './flat-layout.ts';
import { commonFiles } from './host-files.ts';
import type { HostContext, HostPreset } from './host-preset.ts';
import { acceptsShape, type Encoding, twinFolder } from './precompressed.ts';
import { basePathOf, basePathShape, labelShape, nameShape, tarballShape } from './url-shapes.ts';

// Caddy keeps a header that was set for a file which then turns out to be missing, hence the reset below. Its file_server
// would answer 200 to any method, and `npm publish` take that for success.
function render({ url, precompressed = [], site }: HostContext): string {
  const base = basePathOf(url);
  const shape = basePathShape(url);
  const name = `(?P<name>${nameShape})`;
  const hasTwins = precompressed.length > 0;
  const varies = hasTwins ? '\n\theader Vary Accept-Encoding' : '';
  const twins = precompressed.map(twinOf).join('');
  return `# An npm registry for Caddy 2. In the site block, write \`root * <folder>\` with the folder this file's folder -/host/
# lies in, and \`import <folder>/-/host/Caddyfile\`. It answers below ${base} and leaves all other URLs alone.
# Written by stillpack build: changes made here are lost.

@stillpack_write {
	path_regexp "^${shape}"
	not method GET HEAD
}
handle @stillpack_write {
	header Allow "GET, HEAD"
	respond 405
}

@stillpack_tarball path_regexp tarball "^${shape}${name}/-/(?P<file>${tarballShape})$"
handle @stillpack_tarball {
	rewrite * /-/t/{re.tarball.name}/{re.tarball.file}
	header Cache-Control "${immutableCache}"
	header Content-Type application/octet-stream
	file_server
}

@stillpack_stored path_regexp stored "^${shape}(?P<path>-/t/.+)$"
handle @stillpack_stored {
	rewrite * /{re.stored.path}
	header Cache-Control "${immutableCache}"
	header Content-Type application/octet-stream
	file_server
}

@stillpack_hidden path_regexp "^${shape}${hasTwins ? '-/(?:host|z)/' : '-/host/'}"
handle @stillpack_hidden {
	error 404
}

${site === undefined ? '' : caddySite(site, { shape, twins: indented(twins, 2), varies })}@stillpack_document path_regexp document "^${shape}(?P<path>-/.+)$"
handle @stillpack_document {
	rewrite * /{re.document.path}
	header Cache-Control "${shortCache}"
	header Content-Type application/json${varies}${indented(twins, 1)}
	file_server
}

@stillpack_version path_regexp version "^${shape}${name}/(?P<label>${labelShape})$"
handle @stillpack_version {
	rewrite * /-/v/{re.version.name}/{re.version.label}
	header Cache-Control "${shortCache}"
	header Content-Type application/json${varies}${indented(twins, 1)}
	file_server
}

@stillpack_packument path_regexp packument "^${shape}${name}$"
handle @stillpack_packument {
	@abbreviated header Accept *application/vnd.npm.install-v1+json*
	header Cache-Control "${shortCache}"
	header Content-Type application/json
	header Vary ${hasTwins ? '"Accept, Accept-Encoding"' : 'Accept'}
	handle @abbreviated {
		rewrite * /-/a/{re.packument.name}${indented(twins, 2)}
		file_server
	}
	handle {
		rewrite * /{re.packument.name}${indented(twins, 2)}
		file_server
	}
}

handle ${base}* {
	error 404
}

handle_errors {
	@stillpack_missing expression \`{http.error.status_code} == 404\`
	handle @stillpack_missing {
		rewrite * /404.html
		header -Cache-Control${hasTwins ? '\n\t\theader -Content-Encoding\n\t\theader -Vary' : ''}
		header Content-Type "text/html; charset=utf-8"
		file_server
	}
}
`;
}

/**
 * After the rewrite to the document's path. `precompressed` of file_server would look for `foo.gz`, which is another
 * package's. Without ranges: the 416 to one that a twin has not would say to be compressed, and is not.
 */
function twinOf(encoding: Encoding): string {
  const path = `/${twinFolder}/${encoding}{path}`;
  return `
@${encoding} {
	header_regexp Accept-Encoding "(?i)${acceptsShape(encoding)}"
	file ${path}
}
handle @${encoding} {
	rewrite * ${path}
	request_header -Range
	header Content-Encoding ${encoding}
	file_server
}`;
}

function indented(lines: string, tabs: number): string {
  return lines.replaceAll('\n', `\n${'\t'.repeat(tabs)}`);
}

/** `-/host/Caddyfile`, to be imported in a site block. */
export const caddy: HostPreset = {
  name: 'caddy',
  layout: createFlatLayout({ abbreviated: true }),
  limits: {},
  protectsReading: false,
  negotiates: true,
  servesTwins: true,
  configFiles: (context) => [
    ...commonFiles(context),
    { path: '-/host/Caddyfile', text: render(context) },
  ],
};
